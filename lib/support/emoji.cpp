// SPDX-License-Identifier: MIT
#include "support/emoji.h"

#include <algorithm>
#include <array>

#include "support/unicode.h"
#include "support/utf8.h"

namespace mdconv {

namespace {

struct Emoji {
  std::string_view name;
  std::string_view characters;
};

// The names that people type; sorted. Others are found by their names in Unicode.
constexpr std::array<Emoji, 326> kEmoji = {{
    // clang-format off
    {"+1", "👍"}, {"-1", "👎"}, {"100", "💯"}, {"1234", "🔢"}, {"alarm_clock", "⏰"}, {"alien", "👽"},
    {"ambulance", "🚑"}, {"anchor", "⚓"}, {"angry", "😠"}, {"apple", "🍎"}, {"arrow_down", "⬇️"},
    {"arrow_left", "⬅️"}, {"arrow_right", "➡️"}, {"arrow_up", "⬆️"}, {"art", "🎨"}, {"astonished", "😲"},
    {"baby", "👶"}, {"balloon", "🎈"}, {"bangbang", "‼️"}, {"bar_chart", "📊"}, {"battery", "🔋"}, {"beer", "🍺"},
    {"beers", "🍻"}, {"bell", "🔔"}, {"bike", "🚲"}, {"bird", "🐦"}, {"birthday", "🎂"}, {"blush", "😊"},
    {"boat", "⛵"}, {"bomb", "💣"}, {"book", "📖"}, {"bookmark", "🔖"}, {"books", "📚"}, {"boom", "💥"},
    {"bouquet", "💐"}, {"broken_heart", "💔"}, {"bug", "🐛"}, {"building_construction", "🏗️"}, {"bulb", "💡"},
    {"bus", "🚌"}, {"cake", "🍰"}, {"calendar", "📆"}, {"camera", "📷"}, {"car", "🚗"}, {"cat", "🐱"},
    {"chart_with_downwards_trend", "📉"}, {"chart_with_upwards_trend", "📈"}, {"checkered_flag", "🏁"},
    {"cherry_blossom", "🌸"}, {"christmas_tree", "🎄"}, {"clap", "👏"}, {"clipboard", "📋"}, {"clock1", "🕐"},
    {"closed_book", "📕"}, {"closed_lock_with_key", "🔐"}, {"cloud", "☁️"}, {"cn", "🇨🇳"}, {"coffee", "☕"},
    {"cold_sweat", "😰"}, {"collision", "💥"}, {"computer", "💻"}, {"confetti_ball", "🎊"}, {"confused", "😕"},
    {"construction", "🚧"}, {"cool", "🆒"}, {"copyright", "©️"}, {"credit_card", "💳"}, {"crossed_fingers", "🤞"},
    {"crown", "👑"}, {"cry", "😢"}, {"crying_cat_face", "😿"}, {"crystal_ball", "🔮"}, {"dancer", "💃"},
    {"dart", "🎯"}, {"date", "📅"}, {"disappointed", "😞"}, {"dizzy", "💫"}, {"dog", "🐶"}, {"dollar", "💵"},
    {"earth_africa", "🌍"}, {"earth_americas", "🌎"}, {"earth_asia", "🌏"}, {"egg", "🥚"}, {"eight", "8️⃣"},
    {"electric_plug", "🔌"}, {"email", "📧"}, {"envelope", "✉️"}, {"exclamation", "❗"}, {"eyeglasses", "👓"},
    {"eyes", "👀"}, {"facepunch", "👊"}, {"fast_forward", "⏩"}, {"fearful", "😨"}, {"file_folder", "📁"},
    {"fire", "🔥"}, {"fireworks", "🎆"}, {"fist", "✊"}, {"five", "5️⃣"}, {"flashlight", "🔦"},
    {"floppy_disk", "💾"}, {"flushed", "😳"}, {"four", "4️⃣"}, {"four_leaf_clover", "🍀"}, {"fries", "🍟"},
    {"frowning", "😦"}, {"game_die", "🎲"}, {"gear", "⚙️"}, {"gem", "💎"}, {"ghost", "👻"}, {"gift", "🎁"},
    {"globe_with_meridians", "🌐"}, {"green_heart", "💚"}, {"grey_exclamation", "❕"}, {"grey_question", "❔"},
    {"grimacing", "😬"}, {"grin", "😁"}, {"grinning", "😀"}, {"hammer", "🔨"}, {"hammer_and_wrench", "🛠️"},
    {"handshake", "🤝"}, {"hankey", "💩"}, {"hash", "#️⃣"}, {"heart", "❤️"}, {"heart_eyes", "😍"},
    {"hearts", "♥️"}, {"heavy_check_mark", "✔️"}, {"heavy_exclamation_mark", "❗"}, {"heavy_minus_sign", "➖"},
    {"heavy_multiplication_x", "✖️"}, {"heavy_plus_sign", "➕"}, {"honeybee", "🐝"}, {"hourglass", "⌛"},
    {"house", "🏠"}, {"hugs", "🤗"}, {"hushed", "😯"}, {"inbox_tray", "📥"}, {"information_source", "ℹ️"},
    {"innocent", "😇"}, {"iphone", "📱"}, {"joy", "😂"}, {"jp", "🇯🇵"}, {"key", "🔑"}, {"kissing_heart", "😘"},
    {"kr", "🇰🇷"}, {"label", "🏷️"}, {"laughing", "😆"}, {"leaves", "🍃"}, {"link", "🔗"}, {"lipstick", "💄"},
    {"lock", "🔒"}, {"loud_sound", "🔊"}, {"loudspeaker", "📢"}, {"mag", "🔍"}, {"mag_right", "🔎"},
    {"mailbox", "📫"}, {"man", "👨"}, {"mask", "😷"}, {"mega", "📣"}, {"memo", "📝"}, {"microphone", "🎤"},
    {"microscope", "🔬"}, {"moneybag", "💰"}, {"mortar_board", "🎓"}, {"mountain", "⛰️"}, {"muscle", "💪"},
    {"musical_note", "🎵"}, {"neutral_face", "😐"}, {"new", "🆕"}, {"newspaper", "📰"}, {"nine", "9️⃣"},
    {"no_entry", "⛔"}, {"no_entry_sign", "🚫"}, {"no_good", "🙅"}, {"notebook", "📓"}, {"ocean", "🌊"},
    {"octocat", "🐙"}, {"ok", "🆗"}, {"ok_hand", "👌"}, {"one", "1️⃣"}, {"open_file_folder", "📂"},
    {"open_hands", "👐"}, {"open_mouth", "😮"}, {"outbox_tray", "📤"}, {"package", "📦"}, {"page_facing_up", "📄"},
    {"palm_tree", "🌴"}, {"panda_face", "🐼"}, {"paperclip", "📎"}, {"partying_face", "🥳"}, {"pencil", "📝"},
    {"pencil2", "✏️"}, {"pensive", "😔"}, {"persevere", "😣"}, {"phone", "☎️"}, {"pig", "🐷"}, {"pill", "💊"},
    {"pizza", "🍕"}, {"point_down", "👇"}, {"point_left", "👈"}, {"point_right", "👉"}, {"point_up", "☝️"},
    {"poop", "💩"}, {"postbox", "📮"}, {"pray", "🙏"}, {"printer", "🖨️"}, {"punch", "👊"}, {"purple_heart", "💜"},
    {"pushpin", "📌"}, {"question", "❓"}, {"rabbit", "🐰"}, {"rage", "😡"}, {"rainbow", "🌈"}, {"raised_hand", "✋"},
    {"raised_hands", "🙌"}, {"recycle", "♻️"}, {"red_circle", "🔴"}, {"registered", "®️"}, {"relaxed", "☺️"},
    {"relieved", "😌"}, {"repeat", "🔁"}, {"robot", "🤖"}, {"rocket", "🚀"}, {"rofl", "🤣"}, {"rose", "🌹"},
    {"rotating_light", "🚨"}, {"round_pushpin", "📍"}, {"running", "🏃"}, {"satisfied", "😆"}, {"school", "🏫"},
    {"scissors", "✂️"}, {"scream", "😱"}, {"scroll", "📜"}, {"see_no_evil", "🙈"}, {"seedling", "🌱"},
    {"seven", "7️⃣"}, {"shield", "🛡️"}, {"ship", "🚢"}, {"shower", "🚿"}, {"shrug", "🤷"}, {"six", "6️⃣"},
    {"skull", "💀"}, {"sleeping", "😴"}, {"sleepy", "😪"}, {"slightly_smiling_face", "🙂"}, {"smile", "😄"},
    {"smiley", "😃"}, {"smirk", "😏"}, {"smoking", "🚬"}, {"snail", "🐌"}, {"snake", "🐍"}, {"snowflake", "❄️"},
    {"snowman", "⛄"}, {"sob", "😭"}, {"sos", "🆘"}, {"sparkle", "❇️"}, {"sparkles", "✨"},
    {"sparkling_heart", "💖"}, {"speech_balloon", "💬"}, {"star", "⭐"}, {"star2", "🌟"}, {"stars", "🌠"},
    {"stop_sign", "🛑"}, {"stopwatch", "⏱️"}, {"stuck_out_tongue", "😛"}, {"stuck_out_tongue_winking_eye", "😜"},
    {"sun_with_face", "🌞"}, {"sunflower", "🌻"}, {"sunglasses", "😎"}, {"sunny", "☀️"}, {"sunrise", "🌅"},
    {"sweat", "😓"}, {"sweat_drops", "💦"}, {"sweat_smile", "😅"}, {"tada", "🎉"}, {"telephone", "☎️"},
    {"telephone_receiver", "📞"}, {"test_tube", "🧪"}, {"thinking", "🤔"}, {"thought_balloon", "💭"},
    {"three", "3️⃣"}, {"thumbsdown", "👎"}, {"thumbsup", "👍"}, {"timer_clock", "⏲️"}, {"tired_face", "😫"},
    {"tm", "™️"}, {"tomato", "🍅"}, {"tongue", "👅"}, {"top", "🔝"}, {"train", "🚋"},
    {"triangular_flag_on_post", "🚩"}, {"triumph", "😤"}, {"trophy", "🏆"}, {"truck", "🚚"}, {"turtle", "🐢"},
    {"tv", "📺"}, {"two", "2️⃣"}, {"umbrella", "☔"}, {"unamused", "😒"}, {"unlock", "🔓"}, {"up", "🆙"},
    {"upside_down_face", "🙃"}, {"us", "🇺🇸"}, {"v", "✌️"}, {"video_camera", "📹"}, {"warning", "⚠️"},
    {"watch", "⌚"}, {"watermelon", "🍉"}, {"wave", "👋"}, {"weary", "😩"}, {"whale", "🐳"}, {"wheelchair", "♿"},
    {"white_check_mark", "✅"}, {"white_circle", "⚪"}, {"wine_glass", "🍷"}, {"wink", "😉"}, {"wolf", "🐺"},
    {"woman", "👩"}, {"worried", "😟"}, {"wrench", "🔧"}, {"writing_hand", "✍️"}, {"x", "❌"},
    {"yellow_heart", "💛"}, {"yum", "😋"}, {"zap", "⚡"}, {"zero", "0️⃣"}, {"zzz", "💤"},
    // clang-format on
}};

}  // namespace

std::string find_emoji(std::string_view name) {
  const auto row = std::lower_bound(kEmoji.begin(), kEmoji.end(), name,
                                    [](const Emoji& emoji, std::string_view wanted) { return emoji.name < wanted; });
  if (row != kEmoji.end() && row->name == name) return std::string(row->characters);
  constexpr std::size_t kShortestName = 3;
  if (name.size() < kShortestName) return {};
  std::string result;
  if (const char32_t c = unicode::emoji_by_name(name); c != 0) utf8::append(result, c);
  return result;
}

}  // namespace mdconv
