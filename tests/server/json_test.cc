#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "server/error_table.h"
#include "server/http/message.h"
#include "server/json/json_values.h"
#include "server/json/json_writer.h"

namespace amana::server {
namespace {

TEST(JsonWriter, SeparatesAndEscapes) {
  JsonWriter json;
  json.BeginObject().Field("ا", "سطر\n\"نص\"\\\x01").Key("l").BeginArray();
  json.Integer(-1).Float(2).Boolean(true).Null().BeginObject().EndObject().EndArray();
  json.Key("n").Float(std::nan("")).EndObject();
  EXPECT_EQ(json.Take(),
            "{\"ا\":\"سطر\\n\\\"نص\\\"\\\\\\u0001\",\"l\":[-1,2.0,true,null,{}],\"n\":\"NaN\"}");
}

TEST(TypedFloat, IsDecimalOnlyInTheMiddleRange) {
  EXPECT_EQ(TypedFloatText(0.001), "0.001");
  EXPECT_EQ(TypedFloatText(9999999), "9999999.0");
  EXPECT_EQ(TypedFloatText(3.2e9), "3.2E9");
  EXPECT_EQ(TypedFloatText(1e7), "1.0E7");
  EXPECT_EQ(TypedFloatText(-1.25e-7), "-1.25E-7");
  EXPECT_EQ(TypedFloatText(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST(ParseJson, RefusesWhatIsNotJsonOrTooDeep) {
  for (const char* bad : {"", "{", "[1,]", "nul", "1e999", "\"\\ud800\"", "\xff", "[1] 2"}) {
    EXPECT_FALSE(ParseJson(bad)) << bad;
  }
  EXPECT_TRUE(ParseJson(std::string(64, '[') + std::string(64, ']')));
  EXPECT_FALSE(ParseJson(std::string(65, '[') + std::string(65, ']')));
  EXPECT_TRUE(ParseJson("\"" + std::string(100, '[') + "\""));
}

TEST(ValueOfJson, ReadsPlainAndTypedValues) {
  const std::pair<const char*, Value> rows[] = {
      {"null", Value()},
      {"-5", Value(-5)},
      {"5.0", Value(5.0)},
      {R"("نص")", Value("نص")},
      {R"([1,[true]])", Value::List({Value(1), Value::List({Value(true)})})},
      {R"({"b":1,"a":null})", Value::Map({{"a", Value()}, {"b", Value(1)}})},
      {R"({"$type":"Integer","_value":"-9223372036854775808"})", Value(INT64_MIN)},
      {R"({"$type":"Float","_value":"-Infinity"})",
       Value(-std::numeric_limits<double>::infinity())},
      {R"({"$type":"List","_value":[{"$type":"String","_value":"x"}]})", Value::List({Value("x")})},
  };
  for (const auto& [text, want] : rows) {
    auto got = ValueOfJson(nlohmann::json::parse(text));
    ASSERT_TRUE(got) << text;
    EXPECT_TRUE(Value::Identical(*got, want)) << text;
  }
  for (const char* bad : {"9223372036854775808", R"({"$type":"Integer","_value":"1x"})",
                          R"({"$type":"Node","_value":{}})"}) {
    EXPECT_FALSE(ValueOfJson(nlohmann::json::parse(bad))) << bad;
  }
}

TEST(ErrorTable, HasEveryCode) {
  for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i) {
    Error error(static_cast<ErrorCode>(i), "m");
    EXPECT_GE(HttpStatus(error.code), 400) << i;
    EXPECT_TRUE(Neo4jCode(error).starts_with("Neo.")) << i;
    const auto answer = nlohmann::json::parse(QueryApiError(error).body);
    EXPECT_EQ(answer["errors"][0]["code"], Neo4jCode(error));
  }
  Error detailed(ErrorCode::kSemantic, "m");
  detailed.detail = "SyntaxError:UndefinedVariable";
  EXPECT_EQ(Neo4jCode(detailed), "Neo.ClientError.Statement.SyntaxError");
}

TEST(ParseTarget, DecodesPathAndQuery) {
  HttpRequest request;
  ASSERT_TRUE(ParseTarget("/nodes/a%2Fb%20c?q=%D8%A3%D9%85+1&limit=5&q=x", request));
  EXPECT_EQ(request.path, "/nodes/a/b c");
  EXPECT_EQ(request.Query("q"), "أم 1");
  EXPECT_EQ(request.Query("limit"), "5");
  EXPECT_EQ(request.Query("none", "d"), "d");
  for (const char* bad : {"nodes", "/%", "/%zz", "/%FF", "/x?a=%0", "/%00", ""}) {
    HttpRequest other;
    EXPECT_FALSE(ParseTarget(bad, other)) << bad;
  }
}

TEST(Accept, KnowsWildcardsAndNames) {
  EXPECT_TRUE(Accepts("", "text/html"));
  EXPECT_TRUE(Accepts("text/plain, */*;q=0.1", "application/json"));
  EXPECT_FALSE(Accepts("text/plain", "application/json"));
  EXPECT_TRUE(Names("text/html,application/xml;q=0.9", "text/html"));
  EXPECT_FALSE(Names("*/*", "text/html"));
}

}  // namespace
}  // namespace amana::server
