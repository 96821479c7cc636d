package io.scaph.api.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.Energy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    private final Domain wall = Domain.of("wall", DomainKind.WALL);

    @ParameterizedTest
    @EnumSource(DomainKind.class)
    void aDomainIsMeasuredNeverWrapsAndHasTheCeilingOfItsKind(DomainKind kind) {
        Domain domain = Domain.of("id", kind);

        assertThat(domain.id()).isEqualTo("id");
        assertThat(domain.kind()).isEqualTo(kind);
        assertThat(domain.zone()).isEqualTo("id");
        assertThat(domain.quality()).isEqualTo(Quality.MEASURED);
        assertThat(domain.range()).isEmpty();
        assertThat(domain.ceilingWatts()).isEqualTo(kind.ceilingWatts()).isPositive();
        assertThat(domain.remark()).isEmpty();
        assertThat(domain.socket()).isEmpty();
        assertThat(domain.die()).isEmpty();
    }

    @Test
    void aDieHasItsSocketAndNumber() {
        Domain die = Domain.ofDie(DomainKind.PACKAGE, 1, 3);

        assertThat(die.socket()).hasValue(1);
        assertThat(die.die()).hasValue(3);
        assertThat(Domain.ofSocket(DomainKind.PACKAGE, 1).die()).isEmpty();
    }

    @Test
    void everyChangeIsACopyThatKeepsTheRest() {
        List<UnaryOperator<Domain>> changes = List.of(
                domain -> domain.at("plug"),
                domain -> domain.withQuality(Quality.RELAYED),
                domain -> domain.withRange(1_000),
                domain -> domain.withCeiling(7),
                domain -> domain.withRemark("one of two plugs"));
        Domain changed = Domain.ofDie(DomainKind.PACKAGE, 1, 3);
        Domain original = changed;
        for (UnaryOperator<Domain> change : changes) {
            Domain before = changed;
            changed = change.apply(before);
            assertThat(changed).isNotEqualTo(before).isEqualTo(change.apply(before));
        }

        assertThat(original).isEqualTo(Domain.ofDie(DomainKind.PACKAGE, 1, 3));
        assertThat(changed.id()).isEqualTo("package-1-die-3");
        assertThat(changed.socket()).hasValue(1);
        assertThat(changed.die()).hasValue(3);
        assertThat(changed.zone()).isEqualTo("plug");
        assertThat(changed.quality()).isEqualTo(Quality.RELAYED);
        assertThat(changed.range()).contains(new Energy(1_000));
        assertThat(changed.ceilingWatts()).isEqualTo(7);
        assertThat(changed.remark()).contains("one of two plugs");
        assertThat(changed.withRemark(null).remark()).isEmpty();
    }

    @Test
    void domainsOfTheSameValuesAreEqual() {
        assertThat(wall)
                .isEqualTo(Domain.of("wall", DomainKind.WALL))
                .hasSameHashCodeAs(Domain.of("wall", DomainKind.WALL));
        assertThat(wall)
                .isNotEqualTo(Domain.of("wall", DomainKind.PSYS))
                .isNotEqualTo(Domain.of("plug", DomainKind.WALL));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aRangeOrCeilingThatIsNotAboveZeroIsRefused(long value) {
        assertThatThrownBy(() -> wall.withRange(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wall");
        assertThatThrownBy(() -> wall.withCeiling(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wall");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "\t"})
    void anIdThatIsNoOneLineIsRefused(String id) {
        assertThatThrownBy(() -> Domain.of(id, DomainKind.WALL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused() {
        assertThatThrownBy(() -> Domain.of(null, DomainKind.WALL)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Domain.of("wall", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> wall.at(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> wall.withQuality(null)).isInstanceOf(NullPointerException.class);
    }
}
