package slacktest

// richParts are what a rich_text block consists of: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.
var richParts = map[string]check{
	"rich_text_section": object(members{"type!": anything, "elements!": richLine}),
	"rich_text_quote":   object(members{"type!": anything, "elements!": richLine, "border": integer(0, 1)}),
	"rich_text_preformatted": object(members{"type!": anything, "border": integer(0, 1),
		"elements!": list(0, 1000, typed(some(richElements, "text", "link")))}),
	"rich_text_list": object(members{"type!": anything, "style!": oneOf("bullet", "ordered"), "indent": integer(0, 8),
		"offset": integer(0, 10_000), "border": integer(0, 1), "elements!": list(1, 1000, richSection)}),
}

var (
	richLine    = list(0, 1000, typed(richElements))
	richSection = typed(map[string]check{"rich_text_section": object(members{"type!": anything, "elements!": richLine})})
)

var richElements = map[string]check{
	"text":      rich(members{"text!": str(maxText)}),
	"link":      rich(members{"url!": str(3000), "text": str(maxText), "unsafe": boolean}),
	"emoji":     rich(members{"name!": str(255), "unicode": str(255), "url": str(3000)}),
	"user":      rich(members{"user_id!": str(255)}),
	"usergroup": rich(members{"usergroup_id!": str(255)}),
	"channel":   rich(members{"channel_id!": str(255)}),
	"team":      rich(members{"team_id!": str(255)}),
	"broadcast": rich(members{"range!": oneOf("here", "channel", "everyone")}),
	"color":     rich(members{"value!": str(255)}),
	"date":      rich(members{"timestamp!": integer(0, 1<<40), "format!": str(255), "url": str(3000), "fallback": str(255)}),
}

// rich is a part of a line, which may have a style.
func rich(ms members) check {
	ms["type!"] = anything
	ms["style"] = object(members{"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean, "underline": boolean})
	return object(ms)
}
