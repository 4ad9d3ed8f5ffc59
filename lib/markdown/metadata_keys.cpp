// SPDX-License-Identifier: MIT
#include "markdown/metadata_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "document/language.h"
#include "support/ascii.h"
#include "support/w3c_date.h"

namespace mdconv::markdown {

namespace {

using Field = MetadataField;

constexpr std::array kKeys = {
    MetadataKey{"title", Field::Title},
    MetadataKey{"subtitle", Field::Subtitle},
    MetadataKey{"subheading", Field::Subtitle},
    MetadataKey{"author", Field::Authors},
    MetadataKey{"authors", Field::Authors},
    MetadataKey{"creator", Field::Authors},
    MetadataKey{"description", Field::Description},
    MetadataKey{"summary", Field::Description},
    MetadataKey{"excerpt", Field::Description},
    MetadataKey{"abstract", Field::Description},
    MetadataKey{"publisher", Field::Publisher},
    MetadataKey{"rights", Field::Rights},
    MetadataKey{"copyright", Field::Rights},
    MetadataKey{"license", Field::Rights},
    MetadataKey{"identifier", Field::Identifier},
    MetadataKey{"isbn", Field::Identifier},
    MetadataKey{"tags", Field::Subjects},
    MetadataKey{"tag", Field::Subjects},
    MetadataKey{"categories", Field::Subjects},
    MetadataKey{"category", Field::Subjects},
    MetadataKey{"keywords", Field::Subjects},
    MetadataKey{"keyword", Field::Subjects},
    MetadataKey{"subjects", Field::Subjects},
    MetadataKey{"subject", Field::Subjects},
    MetadataKey{"lang", Field::Language},
    MetadataKey{"language", Field::Language},
    MetadataKey{"locale", Field::Language},
    MetadataKey{"date", Field::Date},
    MetadataKey{"publishDate", Field::Date},
    MetadataKey{"created", Field::Date},
    MetadataKey{"lastmod", Field::Modified},
    MetadataKey{"updated", Field::Modified},
    MetadataKey{"last_modified_at", Field::Modified},
    MetadataKey{"modified", Field::Modified},
    MetadataKey{"date-modified", Field::Modified},
    MetadataKey{"date_modified", Field::Modified},
    MetadataKey{"series", Field::Series},
    MetadataKey{"belongs-to-collection", Field::Series},
    MetadataKey{"series_position", Field::SeriesPosition},
    MetadataKey{"series-position", Field::SeriesPosition},
    MetadataKey{"series_order", Field::SeriesPosition},
    MetadataKey{"series_index", Field::SeriesPosition},
    MetadataKey{"group-position", Field::SeriesPosition},
    MetadataKey{"cover-image", Field::Cover},
    MetadataKey{"cover", Field::Cover},
    MetadataKey{"image", Field::Cover},
    MetadataKey{"images", Field::Cover},
    MetadataKey{"featured_image", Field::Cover},
    MetadataKey{"featuredImage", Field::Cover},
    MetadataKey{"feature_image", Field::Cover},
    MetadataKey{"banner", Field::Cover},
    MetadataKey{"banner_img", Field::Cover},
    MetadataKey{"thumbnail", Field::Cover},
    MetadataKey{"index_img", Field::Cover},
    MetadataKey{"photos", Field::Cover},
    MetadataKey{"draft", Field::Draft},
    MetadataKey{"published", Field::Published},
    MetadataKey{"toc", Field::Toc},
    MetadataKey{"table-of-contents", Field::Toc},
    MetadataKey{"number-captions", Field::NumberCaptions},
    MetadataKey{"number_captions", Field::NumberCaptions},
    MetadataKey{"translator", Field::Contributors},
    MetadataKey{"translators", Field::Contributors},
    MetadataKey{"editor", Field::Contributors},
    MetadataKey{"editors", Field::Contributors},
    MetadataKey{"illustrator", Field::Contributors},
    MetadataKey{"contributor", Field::Contributors},
    MetadataKey{"contributors", Field::Contributors},
    MetadataKey{"slug", Field::Slug},
    MetadataKey{"abbrlink", Field::Slug},
};

// Control characters are spaces: the formats cannot carry them.
std::string one_line(std::string_view text) {
  std::string line(ascii::trim(text));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return line;
}

bool is_true_or_false(std::string_view text) {
  const std::string word = ascii::to_lower(ascii::trim(text));
  return word == "true" || word == "false";
}

// A scalar's text, or that of pandoc's {type: …, text: …}; null for anything else.
const std::string* text_of(const Value& value) {
  if (value.kind == Value::Kind::Scalar) return &value.text;
  const Value* text = value.kind == Value::Kind::Map ? value.find("text") : nullptr;
  return text != nullptr && text->kind == Value::Kind::Scalar ? &text->text : nullptr;
}

// More names or tags than anyone has, and few enough to compare each with each.
constexpr std::size_t kMaxListSize = 1000;

void add_once(std::vector<std::string>& list, std::string_view text) {
  if (list.size() >= kMaxListSize) return;
  std::string item = one_line(text);
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

class Mapping {
 public:
  Mapping(const Value& root, doc::Metadata& metadata, DiagnosticSink& diagnostics)
      : root_(root), metadata_(metadata), diagnostics_(diagnostics) {}

  void run() {
    report_repeated();
    take_title();
    for (const Field field :
         {Field::Subtitle, Field::Description, Field::Publisher, Field::Rights, Field::Identifier, Field::Slug})
      take_text(field);
    take_language();
    take_people();
    take_list(Field::Subjects, metadata_.subjects);
    take_series();
    take_cover();
    take_switches();
    take_date(Field::Date, metadata_.date);
    take_date(Field::Modified, metadata_.modified);
  }

 private:
  // Of a key that stands several times the last counts; one word for each such key.
  void report_repeated() {
    for (const MetadataKey& key : kKeys) {
      const Value* last = root_.find(key.name);
      if (last == nullptr) continue;
      const auto repeats = [&](const std::string& name) { return ascii::equal_ignoring_case(name, key.name); };
      const auto first = std::find_if(root_.keys.begin(), root_.keys.end(), repeats);
      const Value& value = root_.items[static_cast<std::size_t>(first - root_.keys.begin())];
      if (&value != last) report(value, fmt::format("\"{}\" stands again further down, and that one counts", key.name));
    }
  }

  // Calls `use` with each value of a field until it is content.
  template <class Use>
  void for_values(Field field, Use use) {
    for (const MetadataKey& key : kKeys) {
      if (key.field != field) continue;
      const Value* value = root_.find(key.name);
      if (value != nullptr && value->kind != Value::Kind::Null && use(*value, key.name)) return;
    }
  }

  void take_text(Field field) {
    for_values(field, [&](const Value& value, std::string_view key) {
      const std::string* text = text_of(value);
      // pandoc has lists of {scheme: …, text: …}.
      if (text == nullptr && value.kind == Value::Kind::List && !value.items.empty() &&
          value.items.front().kind == Value::Kind::Map)
        text = text_of(value.items.front());
      if (text == nullptr) return report(value, fmt::format("\"{}\" must be a text", key));
      // `copyright: true` asks a theme to show a notice.
      if (ascii::trim(*text).empty() || (field == Field::Rights && is_true_or_false(*text))) return false;
      metadata_.*text_member(field) = one_line(*text);
      return true;
    });
  }

  void take_language() {
    for_values(Field::Language, [&](const Value& value, std::string_view key) {
      const std::string* text = text_of(value);
      if (text == nullptr) return report(value, fmt::format("\"{}\" must be a text", key));
      const std::string tag = one_line(*text);
      if (tag.empty()) return false;
      if (!doc::normalize_language(tag)) {
        diagnostics_.report({Code::FrontMatterValue,
                             value.span,
                             fmt::format("\"{}\" is no language tag", tag),
                             {"write a BCP 47 tag, such as zh-Hans or en-GB"}});
        return false;
      }
      metadata_.language = tag;
      return true;
    });
  }

  void take_title() {
    std::string before = std::move(metadata_.title);
    metadata_.title.clear();
    const Value* title = root_.find("title");
    const bool is_pandoc_list =
        title != nullptr && title->kind == Value::Kind::List &&
        std::any_of(title->items.begin(), title->items.end(), [](const Value& item) { return item.find("text"); });
    if (is_pandoc_list)
      take_titles(*title);
    else
      take_text(Field::Title);
    if (metadata_.title.empty())
      metadata_.title = std::move(before);
    else
      metadata_.show_title = true;
  }

  // pandoc's list of {type: main, text: …}, {type: subtitle, text: …}.
  void take_titles(const Value& list) {
    for (const Value& item : list.items) {
      const std::string* text = text_of(item);
      const Value* type = item.find("type");
      if (text == nullptr) continue;
      if (type != nullptr && type->text == "subtitle")
        metadata_.subtitle = one_line(*text);
      else if (metadata_.title.empty() || (type != nullptr && type->text == "main"))
        metadata_.title = one_line(*text);
    }
  }

  // All keys of the field together, over what was there.
  void take_list(Field field, std::vector<std::string>& list) {
    std::vector<std::string> found;
    for_values(field, [&](const Value& value, std::string_view key) {
      take_subjects(value, key, found);
      return false;
    });
    if (!found.empty()) list = std::move(found);
  }

  void take_people() {
    std::vector<doc::Person> found;
    for (const Field field : {Field::Authors, Field::Contributors}) {
      for_values(field, [&](const Value& value, std::string_view key) {
        take_person(value, key, field == Field::Authors ? "aut" : relator_code(key), found);
        return false;
      });
    }
    std::vector<std::string> authors;
    std::vector<doc::Person> people;
    for (doc::Person& person : found) {
      const bool is_author = person.role == "aut";
      const std::size_t before = authors.size();
      if (is_author) add_once(authors, person.name);
      const bool is_new = !is_author || authors.size() > before;
      if (is_new && (!is_author || !person.file_as.empty())) people.push_back(std::move(person));
    }
    if (!authors.empty()) metadata_.authors = std::move(authors);
    if (!people.empty()) metadata_.people = std::move(people);
  }

  void take_person(const Value& value, std::string_view key, std::string_view role, std::vector<doc::Person>& found) {
    switch (value.kind) {
      case Value::Kind::Null: return;
      case Value::Kind::Scalar:
        if (!one_line(value.text).empty()) found.push_back({one_line(value.text), std::string(role)});
        return;
      case Value::Kind::Map: {
        doc::Person person{name_of(value), std::string(role), first_text(value, {"file-as", "file_as", "sort"})};
        if (const std::string own = first_text(value, {"role"}); !own.empty()) person.role = relator_code(own);
        if (person.name.empty())
          report(value, fmt::format("\"{}\" has no \"name\"", key));
        else
          found.push_back(std::move(person));
        return;
      }
      case Value::Kind::List:
        for (const Value& item : value.items) {
          if (item.kind == Value::Kind::List)
            report(item, fmt::format("\"{}\" must be a list of names", key));
          else
            take_person(item, key, role, found);
        }
        return;
    }
  }

  // {name: …}, pandoc's {role: …, text: …}, {given: …, family: …}, or one of these as the name.
  static std::string name_of(const Value& author) {
    for (const char* key : {"name", "text", "literal"}) {
      const Value* name = author.find(key);
      if (name == nullptr) continue;
      if (name->kind == Value::Kind::Scalar) return one_line(name->text);
      if (name->kind == Value::Kind::Map) return name_of(*name);
    }
    std::string name;
    for (const char* key : {"given", "family"}) {
      const Value* part = author.find(key);
      if (part != nullptr && part->kind == Value::Kind::Scalar)
        name += (name.empty() ? "" : " ") + one_line(part->text);
    }
    return name;
  }

  void take_subjects(const Value& value, std::string_view key, std::vector<std::string>& found) {
    if (value.kind == Value::Kind::Scalar) {
      split_subjects(value.text, key, found);
    } else if (value.kind == Value::Kind::List) {
      for (const Value& item : value.items) take_subject(item, key, found);
    } else {
      report(value, fmt::format("\"{}\" must be a list of texts", key));
    }
  }

  // Hexo has lists in its lists of categories: one below the other.
  void take_subject(const Value& item, std::string_view key, std::vector<std::string>& found) {
    if (item.kind == Value::Kind::Null) return;
    if (item.kind == Value::Kind::List) {
      for (const Value& inner : item.items) take_subject(inner, key, found);
    } else if (const std::string* text = text_of(item)) {
      add_once(found, *text);
    } else {
      report(item, fmt::format("\"{}\" must be a list of texts", key));
    }
  }

  // Jekyll parts tags and categories at spaces; others at commas.
  static void split_subjects(std::string text, std::string_view key, std::vector<std::string>& found) {
    for (const std::string_view comma : {"，", "、"})
      for (std::size_t i = 0; (i = text.find(comma, i)) != std::string::npos;) text.replace(i, comma.size(), ",");
    const bool at_spaces = (key == "tags" || key == "categories") && text.find(',') == std::string::npos;
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(at_spaces ? ' ' : ','), rest.size());
      add_once(found, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  // A name, a list of names as Hugo's taxonomies are, or a map with the name and the position.
  void take_series() {
    for_values(Field::Series, [&](const Value& value, std::string_view key) {
      const Value& series = value.kind == Value::Kind::List && !value.items.empty() ? value.items.front() : value;
      if (series.kind == Value::Kind::Map) {
        const std::string name = first_text(series, {"name", "title", "text"});
        if (name.empty()) return report(series, fmt::format("\"{}\" has no \"name\"", key));
        metadata_.series = name;
        const std::string position = first_text(series, {"position", "order", "index", "part", "number"});
        if (is_series_position(position)) metadata_.series_position = position;
        return true;
      }
      if (series.kind != Value::Kind::Scalar) return report(value, fmt::format("\"{}\" must be a text", key));
      if (ascii::trim(series.text).empty()) return false;
      metadata_.series = one_line(series.text);
      return true;
    });
    for_values(Field::SeriesPosition, [&](const Value& value, std::string_view key) {
      const std::string_view position = ascii::trim(value.text);
      if (value.kind != Value::Kind::Scalar || !is_series_position(position))
        return report(value, fmt::format("\"{}\" must be a number", key));
      metadata_.series_position = position;
      return true;
    });
  }

  static std::string first_text(const Value& map, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
      const Value* value = map.find(key);
      if (value != nullptr && value->kind == Value::Kind::Scalar && !ascii::trim(value->text).empty())
        return one_line(value->text);
    }
    return {};
  }

  // A file's name, a list of them, or a theme's map. `cover: false` is how a theme is told to show none.
  void take_cover() {
    for_values(Field::Cover, [&](const Value& value, std::string_view) {
      const Value& image = value.kind == Value::Kind::List && !value.items.empty() ? value.items.front() : value;
      std::string name;
      if (image.kind == Value::Kind::Scalar) name = one_line(image.text);
      if (image.kind == Value::Kind::Map)
        name = first_text(image, {"image", "path", "url", "src", "feature", "teaser"});
      if (name.empty()) return false;
      if (is_true_or_false(name)) name.clear();
      metadata_.cover = std::move(name);
      return true;
    });
  }

  void take_switches() {
    for_values(Field::Draft, [&](const Value& value, std::string_view key) {
      return with_switch(value, key, [&](bool on) { metadata_.draft = on; });
    });
    for_values(Field::Published, [&](const Value& value, std::string_view key) {
      if (value.kind == Value::Kind::Scalar && normalize_date(ascii::trim(value.text))) {
        metadata_.date = *normalize_date(ascii::trim(value.text));
        return true;
      }
      return with_switch(value, key, [&](bool on) { metadata_.draft = !on; });
    });
    for_values(Field::NumberCaptions, [&](const Value& value, std::string_view key) {
      return with_switch(value, key, [&](bool on) { metadata_.number_captions = on; });
    });
    for_values(Field::Toc, [&](const Value& value, std::string_view key) {
      // Themes have maps of settings, which may hold a switch.
      const Value* setting = value.kind == Value::Kind::Map ? value.find("enable") : &value;
      if (setting == nullptr) return false;
      return with_switch(*setting, key, [&](bool on) { metadata_.toc = on; });
    });
  }

  template <class Use>
  bool with_switch(const Value& value, std::string_view key, Use use) {
    const std::optional<bool> on = value.kind == Value::Kind::Scalar ? read_switch(value.text) : std::nullopt;
    if (!on) return report(value, fmt::format("\"{}\" must be true or false", key));
    use(*on);
    return true;
  }

  void take_date(Field field, std::string& date) {
    for_values(field, [&](const Value& value, std::string_view) {
      const std::string_view text = ascii::trim(value.text);
      if (value.kind == Value::Kind::Scalar && text.empty()) return false;
      if (std::optional<std::string> found = normalize_date(text)) {
        date = *std::move(found);
        return true;
      }
      const std::string shown = text.empty() ? std::string() : fmt::format(" \"{}\"", one_line(text));
      return report(value, fmt::format("the date{} cannot be read", shown));
    });
  }

  bool report(const Value& value, std::string message) {
    diagnostics_.report({Code::FrontMatterValue, value.span, std::move(message)});
    return false;
  }

  const Value& root_;
  doc::Metadata& metadata_;
  DiagnosticSink& diagnostics_;
};

}  // namespace

std::span<const MetadataKey> metadata_keys() { return kKeys; }

std::optional<MetadataField> find_metadata_field(std::string_view key) {
  const std::string wanted = ascii::to_lower(key);
  for (const MetadataKey& known : kKeys)
    if (ascii::to_lower(known.name) == wanted) return known.field;
  return std::nullopt;
}

std::string doc::Metadata::*text_member(MetadataField field) {
  switch (field) {
    case Field::Title: return &doc::Metadata::title;
    case Field::Subtitle: return &doc::Metadata::subtitle;
    case Field::Description: return &doc::Metadata::description;
    case Field::Publisher: return &doc::Metadata::publisher;
    case Field::Rights: return &doc::Metadata::rights;
    case Field::Identifier: return &doc::Metadata::identifier;
    case Field::Language: return &doc::Metadata::language;
    case Field::Date: return &doc::Metadata::date;
    case Field::Modified: return &doc::Metadata::modified;
    case Field::Series: return &doc::Metadata::series;
    case Field::SeriesPosition: return &doc::Metadata::series_position;
    case Field::Cover: return &doc::Metadata::cover;
    case Field::Slug: return &doc::Metadata::slug;
    case Field::Authors:
    case Field::Contributors:
    case Field::Subjects:
    case Field::Draft:
    case Field::Published:
    case Field::Toc:
    case Field::NumberCaptions: break;
  }
  return nullptr;
}

std::string_view relator_code(std::string_view role) {
  struct Relator {
    std::string_view word;
    std::string_view code;
  };
  constexpr Relator kRelators[] = {
      {"author", "aut"},      {"editor", "edt"},       {"translator", "trl"}, {"illustrator", "ill"},
      {"contributor", "ctb"}, {"photographer", "pht"}, {"designer", "dsr"},   {"narrator", "nrt"},
      {"publisher", "pbl"},   {"reviewer", "rev"},     {"compiler", "com"},   {"annotator", "ann"},
  };
  std::string word = ascii::to_lower(ascii::trim(role));
  for (const Relator& relator : kRelators)
    if (word == relator.code || word == relator.word || word == std::string(relator.word) + "s") return relator.code;
  return "ctb";
}

std::optional<bool> read_switch(std::string_view text) {
  const std::string word = ascii::to_lower(ascii::trim(text));
  for (const char* yes : {"true", "yes", "on", "y", "1"})
    if (word == yes) return true;
  for (const char* no : {"false", "no", "off", "n", "0"})
    if (word == no) return false;
  return std::nullopt;
}

bool is_series_position(std::string_view text) {
  // EPUB's group-position: numbers with dots between them.
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

void take_metadata(const Value& root, doc::Metadata& metadata, DiagnosticSink& diagnostics) {
  Mapping(root, metadata, diagnostics).run();
}

}  // namespace mdconv::markdown
