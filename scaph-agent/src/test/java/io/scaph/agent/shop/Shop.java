package io.scaph.agent.shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web application of Spring Boot. */
@EnableAutoConfiguration
@RestController
public class Shop {
    /** Starts the server on a free port. */
    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, "--server.port=0", "--server.address=127.0.0.1");
    }

    /** Works for some milliseconds. */
    @GetMapping("/work")
    public String work() {
        double sum = 0;
        for (int i = 0; i < 5_000_000; i++) {
            sum += Math.sqrt(i);
        }
        return sum > 0 ? "done" : "";
    }
}
