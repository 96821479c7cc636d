package io.scaph.sensor.estimation.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.sensor.estimation.internal.power.ModelText;
import org.junit.jupiter.api.Test;

class ModelWriterTest {
    @Test
    void theTextOfAModelIsThatModel() {
        ModelText.Models models = ModelText.shipped();

        assertThat(ModelText.parse(ModelWriter.format(models))).isEqualTo(models);
    }
}
