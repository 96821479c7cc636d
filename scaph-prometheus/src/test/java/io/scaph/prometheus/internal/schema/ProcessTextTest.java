package io.scaph.prometheus.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "app --password HIDDEN --port 80",
                "app --password=HIDDEN",
                "app --password two HIDDEN words --verbose",
                "java -Dspring.datasource.password=HIDDEN -jar a.jar",
                "java -Ddb.passwd=HIDDEN -jar a.jar",
                "env API_KEY=HIDDEN app",
                "env AWS_SECRET_ACCESS_KEY=HIDDEN app",
                "app --token HIDDEN",
                "app --api-key:HIDDEN",
                "app --auth-token=HIDDEN",
                "app --client-secret HIDDEN",
                "curl -u alice:HIDDEN http://x",
                "curl --user alice:HIDDEN http://x",
                "curl -H Authorization: Bearer HIDDEN http://x",
                "psql postgres://alice:HIDDEN@db/x",
                "psql host=db password=HIDDEN dbname=x",
                "mysql -u root -pHIDDEN x",
                "/usr/bin/mysqldump --all -pHIDDEN",
                "sshpass -pHIDDEN ssh host",
                "curl http://x/?access_token=HIDDEN&y=1",
                "app eyJhbGciOiJIUzI1NiJ9.HIDDEN.HIDDEN",
                "app ghp_HIDDEN0123456789",
                "app --passphrase HIDDEN",
                "openssl enc -pass pass:HIDDEN",
                "app PGPASSWORD=HIDDEN",
                "app {\"password\": \"HIDDEN\"}",
                "app {'apiKey' : 'HIDDEN', 'port': 80}",
                "app --pw=HIDDEN",
                "app --pw HIDDEN --port 80",
                "app --license-key=HIDDEN",
                "app --encryption-key HIDDEN",
                "notify https://hooks.slack.com/services/T0/B0/HIDDEN",
                "docker run -e MYSQL_ROOT_PASSWORD=HIDDEN mysql",
            })
    void whatLooksLikeASecretIsMasked(String commandLine) {
        assertThat(ProcessText.masked(commandLine)).doesNotContain("HIDDEN").contains("***");
    }

    @Test
    void therestStays() {
        assertThat(ProcessText.masked("/usr/bin/java -Xmx64m -jar app.jar --port 8080 --author me"))
                .isEqualTo("/usr/bin/java -Xmx64m -jar app.jar --port 8080 --author me");
        assertThat(ProcessText.masked("app --password x --port 80")).isEqualTo("app --password *** --port 80");
        assertThat(ProcessText.masked("psql password=x dbname=y")).isEqualTo("psql password=*** dbname=y");
    }

    @Test
    void aLongLineTakesNoLongTime() {
        long begin = System.nanoTime();
        assertThat(ProcessText.masked("a password ".repeat(20_000))).isNotEmpty();
        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }
}
