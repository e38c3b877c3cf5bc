#include "course/results/csv.h"

#include <gtest/gtest.h>

namespace course {
namespace {

TEST(Csv, RowsEndWithCrLf) { EXPECT_EQ(CsvText({{"a", ""}, {"1", "b c"}}), "a,\r\n1,b c\r\n"); }

TEST(Csv, QuotesWhatMustBeQuoted) {
  EXPECT_EQ(CsvText({{"Pop, Ana", "say \"no\"", "two\nlines", "cr\r"}}),
            "\"Pop, Ana\",\"say \"\"no\"\"\",\"two\nlines\",\"cr\r\"\r\n");
}

TEST(Csv, NoCellIsComputed) {
  EXPECT_EQ(CsvText({{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "a=1"}}),
            "'=1+1,'+1,'-1,'@SUM(A1),'\t=1,'＝1,a=1\r\n");
  EXPECT_EQ(CsvText({{"=HYPERLINK(\"http://x\",\"y\")"}}), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");
}

}  // namespace
}  // namespace course
