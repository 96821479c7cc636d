package io.scaph.profiler.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as the flight recorder of JDK 17 and 25 wrote them, and as other releases and libraries make them. */
class FrameNamesTest {
    @ParameterizedTest
    @CsvSource({
        "shop.Cart, shop.Cart",
        "shop.Cart$Line, shop.Cart$Line",
        "shop.Cart$1, shop.Cart$1",
        "shop.Main$$Lambda$285+0x00007f9cec146ae8.1984094095, shop.Main$$Lambda",
        "shop.Main$$Lambda$81.761960786, shop.Main$$Lambda",
        "shop.Main$$Lambda.0x00007f1c8c000a00, shop.Main$$Lambda",
        "shop.Main$$Lambda/0x00007f1c8c000a00, shop.Main$$Lambda",
        "shop.Main$$Lambda$14/0x0000000800c8d840, shop.Main$$Lambda",
        "java.lang.invoke.LambdaForm$MH+0x00007f1c8c000a00.12, java.lang.invoke.LambdaForm$MH",
        "java.lang.invoke.LambdaForm$DMH.0x00007f1c8c000a00, java.lang.invoke.LambdaForm$DMH",
        "jdk.proxy2.$Proxy17, jdk.proxy.$Proxy",
        "com.sun.proxy.$Proxy3, com.sun.proxy.$Proxy",
        "jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor",
        "shop.Cart2, shop.Cart2"
    })
    void aNameIsTheSameInEveryRun(String name, String stable) {
        assertThat(new FrameNames().stable(name)).isEqualTo(stable);
    }
}
