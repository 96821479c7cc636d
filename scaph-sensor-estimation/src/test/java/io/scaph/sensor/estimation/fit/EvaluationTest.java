package io.scaph.sensor.estimation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.sensor.estimation.internal.power.ModelText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final String HEADER = "sid,cpu_model,chips,cores,threads,mhz,mem_gb,tdp_w,load,watts\n";
    private static final String ROW = "A,AMD EPYC 7742,1,64,128,2250,128,225,";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Evaluation evaluation = new Evaluation(
            ServerResult.Known.STRING,
            ModelText.shipped().server(),
            new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private List<String> evaluate(String csv) throws IOException {
        bytes.reset();
        evaluation.addAll(new CsvReader(new StringReader(csv)));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("sid,load,watts,predicted,low,high");
        return lines.subList(1, lines.size());
    }

    @Test
    void eachRowHasItsLineInTheOrderOfTheData() throws IOException {
        List<String> lines = evaluate(HEADER + ROW + "100,230\n" + ROW + "0,100\n" + ROW + "100,232\n");

        assertThat(lines)
                .extracting(line -> line.split(",", -1)[1] + "," + line.split(",", -1)[2])
                .containsExactly("100,230", "0,100", "100,232");
    }

    @Test
    void serversOfOneNameAreTheirOwnRows() throws IOException {
        List<String> lines = evaluate(HEADER + ROW + "50,150\n" + "A,Intel Xeon E3-1230 v6,1,4,8,3500,16,72,50,60\n");

        assertThat(predicted(lines.get(1))).isLessThan(predicted(lines.get(0)) / 2);
    }

    private static double predicted(String line) {
        return Double.parseDouble(line.split(",", -1)[3]);
    }

    @Test
    void whatIsWithoutWattsIsPredictedButNotCompared() throws IOException {
        List<String> lines = evaluate(HEADER + ROW + "0,\n" + ROW + "0,0\n" + ROW + "0,NaN\n" + ROW + "0,100\n");

        assertThat(lines).hasSize(4).allMatch(line -> predicted(line) > 0);
        assertThat(lines.get(0)).startsWith("A,0,,");
        assertThat(evaluation.summary()).contains(", 1 points; 3 rows without watts above 0 are not in these");
        assertThat(evaluation.score().meanError()).isFinite();
    }

    @Test
    void aRowWithoutALoadIsToldOf() throws IOException {
        assertThat(evaluate(HEADER + ROW + "0,100\n" + ROW + "Infinity,100\n")).hasSize(1);
        assertThat(evaluation.summary()).endsWith("; 1 rows without a load are left out");
    }

    @Test
    void whatIsNoTableOfServersIsRefusedWithTheReason() {
        assertThatThrownBy(() -> evaluate(HEADER.replace(',', ';'))).hasMessageStartingWith("it has no column sid");
        assertThatThrownBy(() -> evaluate(HEADER)).hasMessage("it has no row with a load");
        assertThatThrownBy(() -> evaluate(HEADER + "\"A,50,1\nB,60,2\n"))
                .hasMessage("the quote that begins in line 2 has no end");
    }

    @Test
    void threadsThatAreNotToldAreThoseOfTheListedCpu() throws IOException {
        List<String> given = evaluate("sid,cpu_model,threads,load\nA,AMD EPYC 7742,256,50\n");

        assertThat(evaluate("sid,cpu_model,cores,load\nA,AMD EPYC 7742,128,50\n"))
                .isEqualTo(given);
        assertThat(evaluate("sid,cpu_model,chips,load\nA,AMD EPYC 7742,2,50\n")).isEqualTo(given);
        assertThat(evaluate("sid,cpu_model,chips,threads,load\nA,AMD EPYC 7742,2,-5,50\n"))
                .isEqualTo(given);
    }

    @Test
    void quotesByteOrderMarksLineBreaksAndOrderOfColumnsDoNotMatter() throws IOException {
        List<String> plain = evaluate("sid,cpu_model,threads,mhz,load,watts\nA,Intel Xeon Gold 6248,80,2500,30,200\n");

        assertThat(evaluate("\uFEFF\"watts\",\"remark\",load,mhz,threads,cpu_model,sid\r\n\r\n"
                        + "200,\"19\"\" rack,\r\nnew\",30,2500,80,\"Intel Xeon Gold 6248\",A"))
                .isEqualTo(plain);
        assertThat(
                        evaluate(
                                "sid,remark,cpu_model,threads,mhz,load,watts\nA,19\" rack,Intel Xeon Gold 6248,80,2500,30,200\n"))
                .isEqualTo(plain);
    }
}
