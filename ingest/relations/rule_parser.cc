// A recursive-descent parser for .rul files, one method for each construct.
#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "core/text/fold.h"
#include "ingest/relations/candidate.h"
#include "ingest/relations/pattern.h"

namespace amana::ingest {
namespace {

const std::set<std::string, std::less<>> kPredicates = {
    "HOLDS",   "STOOD_FOR",   "POST_IN", "COVERS",  "PART_OF",   "MEMBER_OF", "CHAIRED_BY",
    "HELD_BY", "ATTENDED_BY", "HELD_AT", "HELD_ON", "DISCUSSED", "SUCCEEDED", "SAID"};

const std::vector<std::pair<std::string_view, Atom::Mention>> kMentions = {
    {"Person", Atom::Mention::kPerson},  {"People", Atom::Mention::kPeople},
    {"Holder", Atom::Mention::kHolder},  {"Post", Atom::Mention::kPost},
    {"Org", Atom::Mention::kOrg},        {"Actor", Atom::Mention::kActor},
    {"Place", Atom::Mention::kPlace},    {"Date", Atom::Mention::kDate},
    {"Meeting", Atom::Mention::kMeeting}};

const std::set<std::string, std::less<>> kAttributes = {
    "def",     "indef", "poss",    "verbal", "acc",      "sg",    "pl",  "anaphor",
    "members", "venue", "partial", "team",   "becoming", "since", "own", "posted"};

using Node = std::unique_ptr<PatternNode>;

bool MayMatchNothing(const PatternNode& node) {
  const auto& children = node.children;
  const auto empty = [](const Node& child) { return MayMatchNothing(*child); };
  switch (node.kind) {
    case PatternNode::Kind::kAtom:
      return false;
    case PatternNode::Kind::kGap:
      return node.min == 0;
    case PatternNode::Kind::kSequence:
      return std::all_of(children.begin(), children.end(), empty);
    case PatternNode::Kind::kChoice:
      return std::any_of(children.begin(), children.end(), empty);
    case PatternNode::Kind::kRepeat:
      return node.min == 0 || empty(children.front());
  }
  return true;
}

class PatternParser {
 public:
  PatternParser(std::string_view text, const ClassTable& classes,
                std::vector<std::string>& captures)
      : text_(text), classes_(classes), captures_(captures) {}

  Result<Node> Parse() {
    AMANA_TRY(Node node, Choice());
    Space();
    if (at_ < text_.size()) return Unexpected("the end of the pattern");
    return node;
  }

 private:
  void Space() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool Eat(std::string_view token) {
    Space();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  bool Peek(char c) {
    Space();
    return at_ < text_.size() && text_[at_] == c;
  }
  tl::unexpected<Error> Unexpected(std::string_view wanted) const {
    return Fail(ErrorCode::kSyntax, "expected " + std::string(wanted) + " at '" +
                                        std::string(text_.substr(at_, 20)) + "'");
  }
  std::string Name() {
    size_t end = at_;
    while (end < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[end])) || text_[end] == '_'))
      ++end;
    std::string name(text_.substr(at_, end - at_));
    at_ = end;
    return name;
  }

  Result<Node> Choice() {
    auto choice = std::make_unique<PatternNode>();
    choice->kind = PatternNode::Kind::kChoice;
    do {
      AMANA_TRY(Node branch, Sequence());
      choice->children.push_back(std::move(branch));
    } while (Eat("|"));
    if (choice->children.size() == 1) return std::move(choice->children.front());
    return choice;
  }

  Result<Node> Sequence() {
    auto sequence = std::make_unique<PatternNode>();
    while (true) {
      Space();
      if (at_ >= text_.size() || text_[at_] == ')' || text_[at_] == '|') break;
      AMANA_TRY(Node item, Item());
      sequence->children.push_back(std::move(item));
    }
    if (sequence->children.empty()) return Unexpected("an atom");
    return sequence;
  }

  Result<Node> Item() {
    int capture = -1;
    const size_t start = at_;
    if (const std::string name = Name(); !name.empty()) {
      if (at_ >= text_.size() || text_[at_] != ':') {
        at_ = start;
        return Unexpected("@class, \"literal\", [Mention], ~{m,n} or name:");
      }
      ++at_;
      // The branches of a choice may each capture under one name.
      const auto known = std::find(captures_.begin(), captures_.end(), name);
      capture = static_cast<int>(known - captures_.begin());
      if (known == captures_.end()) captures_.push_back(name);
    }
    AMANA_TRY(Node node, Primary());
    node->capture = capture;
    return Quantified(std::move(node));
  }

  Result<Node> Quantified(Node node) {
    int min = 1, max = 1;
    if (at_ < text_.size() && text_[at_] == '?')
      min = 0, max = 1;
    else if (at_ < text_.size() && text_[at_] == '*')
      min = 0, max = 8;
    else if (at_ < text_.size() && text_[at_] == '+')
      min = 1, max = 8;
    else
      return node;
    ++at_;
    if (MayMatchNothing(*node)) return Fail(ErrorCode::kSyntax, "what repeats may match nothing");
    auto repeat = std::make_unique<PatternNode>();
    repeat->kind = PatternNode::Kind::kRepeat;
    repeat->min = min;
    repeat->max = max;
    repeat->children.push_back(std::move(node));
    return repeat;
  }

  Result<Node> Primary() {
    if (Eat("(")) {
      AMANA_TRY(Node inner, Choice());
      if (!Eat(")")) return Unexpected(")");
      return inner;
    }
    if (Eat("~{")) return Gap();
    auto node = std::make_unique<PatternNode>();
    node->kind = PatternNode::Kind::kAtom;
    if (Eat("@")) {
      AMANA_TRY(node->atom.word_class, classes_.Find(Name()));
      node->atom.kind = AtomKind::kClass;
      AMANA_CHECK_OK(Proclitics(node->atom));
      return node;
    }
    if (Eat("\"")) {
      const size_t end = text_.find('"', at_);
      if (end == std::string_view::npos) return Unexpected("a closing quote");
      node->atom.kind = AtomKind::kLiteral;
      node->atom.literal = FoldK2(text_.substr(at_, end - at_));
      at_ = end + 1;
      return node;
    }
    if (Eat("[")) return Mention(std::move(node));
    if (Eat(".")) return node;
    return Unexpected("@class, \"literal\", [Mention] or (");
  }

  // "+b", "+l", "+k": the preposition that must be written together with the word.
  Result<void> Proclitics(Atom& atom) {
    while (at_ + 1 < text_.size() && text_[at_] == '+') {
      switch (text_[at_ + 1]) {
        case 'b':
          atom.proclitics |= kBa;
          break;
        case 'l':
          atom.proclitics |= kLa;
          break;
        case 'k':
          atom.proclitics |= kKa;
          break;
        case 's':
          atom.proclitics |= kSa;
          break;
        case 'w':
          atom.proclitics |= kWa;
          break;
        default:
          return {};
      }
      at_ += 2;
    }
    return {};
  }

  Result<Node> Mention(Node node) {
    node->atom.kind = AtomKind::kMention;
    const std::string name = Name();
    bool known = false;
    for (const auto& [text, mention] : kMentions) {
      if (text == name) node->atom.mention = mention, known = true;
    }
    if (!known) return Fail(ErrorCode::kSyntax, "unknown mention '" + name + "'");
    while (!Eat("]")) {
      Space();
      size_t end = at_;
      while (end < text_.size() && text_[end] != ' ' && text_[end] != ']') ++end;
      const std::string attribute(text_.substr(at_, end - at_));
      at_ = end;
      if (attribute.starts_with("pro=")) {
        for (char c : attribute.substr(4)) {
          node->atom.proclitics |= c == 'b'   ? kBa
                                   : c == 'l' ? kLa
                                   : c == 'k' ? kKa
                                   : c == 'w' ? kWa
                                              : 0;
        }
        continue;
      }
      const std::string_view bare = std::string_view(attribute).starts_with("!")
                                        ? std::string_view(attribute).substr(1)
                                        : std::string_view(attribute);
      if (!kAttributes.contains(bare) && !bare.starts_with("kind=") && !bare.starts_with("head=")) {
        return Fail(ErrorCode::kSyntax, "unknown attribute '" + attribute + "'");
      }
      node->atom.attributes.push_back(attribute);
    }
    return node;
  }

  Result<Node> Gap() {
    auto node = std::make_unique<PatternNode>();
    node->kind = PatternNode::Kind::kGap;
    AMANA_TRY(node->min, Integer());
    if (!Eat(",")) return Unexpected("an upper bound; a gap has both");
    AMANA_TRY(node->max, Integer());
    while (Eat("!")) {
      if (Eat("@")) {
        AMANA_TRY(ClassId id, classes_.Find(Name()));
        node->barriers.push_back(id);
      } else if (Eat("\"")) {
        const size_t end = text_.find('"', at_);
        if (end == std::string_view::npos) return Unexpected("a closing quote");
        node->barrier_marks.push_back(FoldK2(text_.substr(at_, end - at_)));
        at_ = end + 1;
      } else if (Eat("[Meeting]")) {
        node->barrier_marks.push_back("[Meeting]");
      } else if (Eat("[Org]")) {
        node->barrier_marks.push_back("[Org]");
      } else if (Eat("[People]")) {
        node->barrier_marks.push_back("[People]");
      } else {
        return Unexpected("a barrier: !@class, !\"mark\", ![Meeting], ![Org] or ![People]");
      }
    }
    if (!Eat("}")) return Unexpected("}");
    if (node->max > 60 || node->min > node->max)
      return Fail(ErrorCode::kSyntax, "a gap is at most 60 wide");
    return node;
  }

  Result<int> Integer() {
    Space();
    int value = 0;
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) return Unexpected("a number");
    at_ = static_cast<size_t>(end - text_.data());
    return value;
  }

  std::string_view text_;
  size_t at_ = 0;
  const ClassTable& classes_;
  std::vector<std::string>& captures_;
};

class FileParser {
 public:
  FileParser(const std::string& file, const ClassTable& classes) : file_(file), classes_(classes) {}

  Result<std::vector<Rule>> Parse(const std::string& text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      ++line_;
      const size_t first = line.find_first_not_of(' ');
      if (first == std::string::npos || line[first] == '#') continue;
      if (auto parsed = ParseLine(line.substr(first)); !parsed) return At(parsed.error());
    }
    if (auto last = Finish(); !last) return At(last.error());
    return std::move(rules_);
  }

 private:
  tl::unexpected<Error> At(Error error) const {
    error.position = SourcePosition{file_, line_, 0, 0};
    return Fail(std::move(error));
  }

  Result<void> ParseLine(const std::string& line) {
    const size_t space = std::min(line.find(' '), line.size());
    const std::string keyword = line.substr(0, space);
    const std::string rest = line.substr(std::min(line.find_first_not_of(' ', space), line.size()));
    if (keyword == "rule") return Begin(rest);
    if (rules_.empty()) return Fail(ErrorCode::kSyntax, "expected 'rule ID WEIGHT' first");
    if (keyword == "match") return Match(rest);
    if (keyword == "emit") return Emit(rest);
    if (keyword == "yes") return Yes(rest);
    if (keyword == "no") {
      rules_.back().no.push_back({rest, "", line_});
      return {};
    }
    return Fail(ErrorCode::kSyntax, "unknown keyword '" + keyword + "'",
                "use rule, match, emit, yes or no");
  }

  Result<void> Begin(const std::string& rest) {
    AMANA_CHECK_OK(Finish());
    std::istringstream words(rest);
    Rule rule;
    if (!(words >> rule.id >> rule.weight) || rule.weight <= 0 || rule.weight > 1) {
      return Fail(ErrorCode::kSyntax, "expected 'rule ID WEIGHT', weight in (0, 1]");
    }
    if (std::string flag; words >> flag) {
      if (flag != "every") return Fail(ErrorCode::kSyntax, "unknown flag '" + flag + "'");
      rule.every = true;
    }
    if (!ids_.insert(rule.id).second)
      return Fail(ErrorCode::kAlreadyExists, "rule '" + rule.id + "' exists already");
    rule.file = file_;
    rule.line = line_;
    rules_.push_back(std::move(rule));
    return {};
  }

  // What a finished rule must have.
  Result<void> Finish() const {
    if (rules_.empty()) return {};
    const Rule& rule = rules_.back();
    if (rule.pattern == nullptr)
      return Fail(ErrorCode::kSyntax, "rule '" + rule.id + "' has no match");
    if (rule.emissions.empty())
      return Fail(ErrorCode::kSyntax, "rule '" + rule.id + "' emits nothing");
    if (rule.yes.empty() || rule.no.empty()) {
      return Fail(ErrorCode::kSyntax, "rule '" + rule.id + "' needs a yes and a no example");
    }
    return {};
  }

  Result<void> Match(const std::string& rest) {
    Rule& rule = rules_.back();
    if (rule.pattern != nullptr) return Fail(ErrorCode::kSyntax, "a rule has one match");
    AMANA_TRY(rule.pattern, PatternParser(rest, classes_, rule.captures).Parse());
    return {};
  }

  Result<int> Capture(const std::string& name) const {
    if (name == "@meeting") return kMainMeeting;
    if (name == "@him") return kSpokenOf;
    const auto& captures = rules_.back().captures;
    for (size_t i = 0; i < captures.size(); ++i) {
      if (captures[i] == name) return static_cast<int>(i);
    }
    return Fail(ErrorCode::kSyntax, "no capture '" + name + "' in the match");
  }

  Result<void> Emit(const std::string& rest) {
    std::istringstream words(rest);
    std::string subject, predicate, object;
    if (!(words >> subject >> predicate >> object)) {
      return Fail(ErrorCode::kSyntax, "expected 'emit SUBJECT PREDICATE OBJECT [key=value …]'");
    }
    if (!kPredicates.contains(predicate))
      return Fail(ErrorCode::kSyntax, "unknown predicate '" + predicate + "'");
    Emission emission;
    emission.predicate = predicate;
    AMANA_TRY(emission.subject, Capture(subject));
    if (object == "@held") {
      emission.object = kHeldPost;
    } else {
      AMANA_TRY(emission.object, Capture(object));
    }
    for (std::string pair; words >> pair;) {
      const size_t equals = pair.find('=');
      if (equals == std::string::npos)
        return Fail(ErrorCode::kSyntax, "expected key=value, not '" + pair + "'");
      std::string value = pair.substr(equals + 1);
      if (value.starts_with('$')) {
        AMANA_TRY(const int when, Capture(value.substr(1)));
        emission.dates.emplace_back(pair.substr(0, equals), when);
      } else {
        emission.properties.emplace_back(pair.substr(0, equals), std::move(value));
      }
    }
    rules_.back().emissions.push_back(std::move(emission));
    return {};
  }

  Result<void> Yes(const std::string& rest) {
    const size_t arrow = rest.find(" => ");
    if (arrow == std::string::npos)
      return Fail(ErrorCode::kSyntax, "expected 'yes TEXT => PREDICATE SUBJECT ; OBJECT'");
    rules_.back().yes.push_back({rest.substr(0, arrow), rest.substr(arrow + 4), line_});
    return {};
  }

  std::string file_;
  const ClassTable& classes_;
  uint32_t line_ = 0;
  std::vector<Rule> rules_;
  std::set<std::string> ids_;
};

}  // namespace

Result<std::vector<Rule>> ParseRules(const std::string& file, const std::string& text,
                                     const ClassTable& classes) {
  return FileParser(file, classes).Parse(text);
}

}  // namespace amana::ingest
