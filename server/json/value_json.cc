#include "server/json/value_json.h"

#include <fmt/format.h>

#include "core/temporal_text.h"

namespace amana::server {
namespace {

class ValueWriter {
 public:
  ValueWriter(JsonWriter& json, const Snapshot& graph, JsonForm form)
      : json_(json), graph_(graph), typed_(form == JsonForm::kTyped) {}

  // Recursion is bounded: values nest no deeper than the engine builds them.
  void Write(const Value& value) {
    if (!typed_) return WriteBare(value);
    json_.BeginObject().Field("$type", TypeName(value)).Key("_value");
    if (value.is_integer() || value.is_float()) {
      json_.String(value.is_float() ? TypedFloatText(value.AsFloat())
                                    : std::to_string(value.AsInteger()));
    } else {
      WriteBare(value);
    }
    json_.EndObject();
  }

 private:
  static std::string_view TypeName(const Value& value) {
    switch (value.type()) {
      case ValueType::kNull:
        return "Null";
      case ValueType::kBoolean:
        return "Boolean";
      case ValueType::kInteger:
        return "Integer";
      case ValueType::kFloat:
        return "Float";
      case ValueType::kString:
        return "String";
      case ValueType::kList:
        return "List";
      case ValueType::kMap:
        return "Map";
      case ValueType::kNode:
        return "Node";
      case ValueType::kRelationship:
        return "Relationship";
      case ValueType::kPath:
        return "Path";
      case ValueType::kDate:
        return "Date";
      case ValueType::kLocalTime:
        return "LocalTime";
      case ValueType::kTime:
        return "Time";
      case ValueType::kLocalDateTime:
        return "LocalDateTime";
      case ValueType::kDateTime:
        return value.AsDateTime().zone.empty() ? "OffsetDateTime" : "ZonedDateTime";
      case ValueType::kDuration:
        return "Duration";
    }
    return "Null";
  }

  void WriteBare(const Value& value) {
    switch (value.type()) {
      case ValueType::kNull:
        json_.Null();
        break;
      case ValueType::kBoolean:
        json_.Boolean(value.AsBoolean());
        break;
      case ValueType::kInteger:
        json_.Integer(value.AsInteger());
        break;
      case ValueType::kFloat:
        json_.Float(value.AsFloat());
        break;
      case ValueType::kString:
        json_.String(value.AsString());
        break;
      case ValueType::kList:
        WriteList(value);
        break;
      case ValueType::kMap:
        WriteMap(value);
        break;
      case ValueType::kNode:
        WriteNode(value.AsNode());
        break;
      case ValueType::kRelationship:
        WriteRelationship(value.AsRelationship());
        break;
      case ValueType::kPath:
        WritePath(value.AsPath());
        break;
      default:
        json_.String(TemporalText(value));
    }
  }

  void WriteList(const Value& value) {
    json_.BeginArray();
    for (const Value& item : value.AsList()) Write(item);
    json_.EndArray();
  }

  void WriteMap(const Value& value) {
    json_.BeginObject();
    for (const auto& [key, item] : value.AsMap()) {
      json_.Key(key.AsString());
      Write(item);
    }
    json_.EndObject();
  }

  JsonWriter& Member(std::string_view plain, std::string_view typed) {
    return json_.Key(typed_ ? typed : plain);
  }

  auto PropertyVisitor() {
    return [this](KeyId key, const Value& value) {
      json_.Key(graph_.keys().Name(key));
      Write(value);
    };
  }

  void WriteNode(NodeId node) {
    const bool exists = graph_.HasNode(node);
    json_.BeginObject();
    Member("elementId", "_element_id");
    json_.String(exists ? graph_.PublicId(node) : fmt::format("n-{}", node.value));
    Member("labels", "_labels").BeginArray();
    if (exists) {
      for (LabelId label : graph_.Labels(node)) json_.String(graph_.labels().Name(label));
    }
    json_.EndArray();
    Member("properties", "_properties").BeginObject();
    if (exists) graph_.ForEachNodeProperty(node, PropertyVisitor());
    json_.EndObject().EndObject();
  }

  void WriteRelationship(RelationshipId relationship) {
    const bool exists = graph_.HasRelationship(relationship);
    json_.BeginObject();
    Member("elementId", "_element_id");
    json_.String(exists ? graph_.PublicId(relationship) : fmt::format("r-{}", relationship.value));
    if (exists) {
      Member("startNodeElementId", "_start_node_element_id");
      json_.String(graph_.PublicId(graph_.Source(relationship)));
      Member("endNodeElementId", "_end_node_element_id");
      json_.String(graph_.PublicId(graph_.Target(relationship)));
      Member("type", "_type").String(graph_.types().Name(graph_.Type(relationship)));
    }
    Member("properties", "_properties").BeginObject();
    if (exists) graph_.ForEachRelationshipProperty(relationship, PropertyVisitor());
    json_.EndObject().EndObject();
  }

  // node, relationship, node, …; direction shows in the element ids only.
  void WritePath(const PathValue& path) {
    json_.BeginArray();
    for (size_t i = 0; i < path.nodes.size(); ++i) {
      if (i > 0) Write(Value(path.relationships[i - 1]));
      Write(Value(path.nodes[i]));
    }
    json_.EndArray();
  }

  JsonWriter& json_;
  const Snapshot& graph_;
  bool typed_;
};

}  // namespace

void WriteValue(JsonWriter& json, const Value& value, const Snapshot& graph, JsonForm form) {
  ValueWriter(json, graph, form).Write(value);
}

}  // namespace amana::server
