package io.scaph.prometheus.internal.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                     | TEXT
                    */*                                                                    | TEXT
                    text/html, application/xhtml+xml                                       | TEXT
                    application/openmetrics-text; version=1.0.0                            | OPEN_METRICS
                    application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.6      | TEXT
                    application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPEN_METRICS
                    application/vnd.google.protobuf;proto=x;encoding=delimited;q=0.7,text/plain;version=0.0.4;q=0.3 | TEXT
                    application/openmetrics-text;q=0, text/plain;q=0.1                     | TEXT
                    application/openmetrics-text;q=nonsense                                | TEXT
                    """)
    void theFormatWithTheGreatestWeightIsTaken(String accept, Format format) {
        assertThat(Format.negotiate(accept)).isEqualTo(format);
    }

    @Test
    void gzipIsOnlyForClientsThatAcceptIt() {
        assertThat(Format.takesGzip("gzip")).isTrue();
        assertThat(Format.takesGzip("deflate, gzip;q=0.5")).isTrue();
        assertThat(Format.takesGzip("gzip;q=0")).isFalse();
        assertThat(Format.takesGzip("")).isFalse();
        assertThat(Format.takesGzip("identity")).isFalse();
    }
}
