package io.orchestrator.worker.tool.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.json.Json;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final int MAX_ROWS = 100;

    @Test
    void readsQuotesCommasLineEndsAndEmptyCells() throws Exception {
        var rows = Csv.parse("\uFEFFa,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n\r\n ,\n", MAX_ROWS);

        assertThat(rows)
                .containsExactly(
                        Json.parseDict("{\"a\":\"x, \\\"y\\\"\",\"b\":\"two\\nlines\"}"),
                        Json.parseDict("{\"a\":\" \",\"b\":\"\"}"));
    }

    @Test
    void givesShortRowsNull() throws Exception {
        assertThat(Csv.parse("a,b\n1\n", MAX_ROWS)).containsExactly(Json.parseDict("{\"a\":\"1\",\"b\":null}"));
    }

    @Test
    void quotesOnlyWhatNeedsIt() {
        var table = Table.of(List.of(Json.parseDict(
                "{\"a b\":\"$5 #x\",\"c\":\"x,y\",\"d\":\"say \\\"hi\\\"\",\"e\":\"l\\nm\",\"f\":null,\"g\":true,\"h\":1.5,"
                        + "\"i\":\" lead\",\"j\":\"a long text that needs no quotes at all, were it not for this\"}")));

        assertThat(Csv.write(table))
                .isEqualTo("a b,c,d,e,f,g,h,i,j\r\n$5 #x,\"x,y\",\"say \"\"hi\"\"\",\"l\nm\",,True,1.5, lead,"
                        + "\"a long text that needs no quotes at all, were it not for this\"\r\n");
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        var rows = List.of(
                Json.parseDict("{\"a\":\"x\\ny\",\"b\":\"\\\"\"}"), Json.parseDict("{\"a\":\",\",\"b\":\" - \"}"));

        assertThat(Csv.parse(Csv.write(Table.of(rows)), MAX_ROWS)).isEqualTo(rows);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Csv.parse("", MAX_ROWS)).hasMessageContaining("needs a header line");
        assertThatThrownBy(() -> Csv.parse("a,a\n1,2", MAX_ROWS)).hasMessage("The CSV header has the column 'a' twice");
        assertThatThrownBy(() -> Csv.parse("a,b\n1,2\n1,2,3", MAX_ROWS))
                .isInstanceOf(ReportedException.class)
                .hasMessage("The CSV row 2 has 3 cells, the header has 2");
        assertThatThrownBy(() -> Csv.parse("a,b\n\"x,y", MAX_ROWS)).hasMessageContaining("cannot be read");
    }

    @Test
    void refusesTooManyRows() {
        assertThatThrownBy(() -> Csv.parse("a\n" + "1\n".repeat(MAX_ROWS + 1), MAX_ROWS))
                .isInstanceOf(RefusedException.class)
                .hasMessage("the data has more than 100 rows");
    }
}
