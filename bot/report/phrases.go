package report

import (
	"fmt"
	"html/template"
)

// A phrase is what the page says, in both languages.
type phrase struct{ KO, EN string }

// same is a phrase that both languages write alike.
func same(s string) phrase { return phrase{s, s} }

func (p phrase) in(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.KO
}

// filled returns p with args in it; those that are phrases are in its language.
func (p phrase) filled(args ...any) phrase {
	if len(args) == 0 {
		return p
	}
	ko, en := make([]any, len(args)), make([]any, len(args))
	for i, arg := range args {
		ko[i], en[i] = arg, arg
		if q, ok := arg.(phrase); ok {
			ko[i], en[i] = q.KO, q.EN
		}
	}
	return phrase{fmt.Sprintf(p.KO, ko...), fmt.Sprintf(p.EN, en...)}
}

// tr returns what the page shows for a phrase, given or named in the table: both
// languages, of which the style sheet hides one.
func tr(what any, args ...any) (template.HTML, error) {
	return marked("span", what, args...)
}

// svgText is tr within an SVG text element.
func svgText(p phrase) (template.HTML, error) { return marked("tspan", p) }

func marked(element string, what any, args ...any) (template.HTML, error) {
	p, ok := what.(phrase)
	if name, isName := what.(string); isName {
		p, ok = phrases[name]
	}
	if !ok {
		return "", fmt.Errorf("no phrase %q", what)
	}
	p = p.filled(args...)
	ko, en := template.HTMLEscapeString(p.KO), template.HTMLEscapeString(p.EN)
	if ko == en {
		return template.HTML(ko), nil
	}
	return template.HTML(fmt.Sprintf(`<%[1]s class="ko" lang="ko">%[2]s</%[1]s><%[1]s class="en" lang="en">%[3]s</%[1]s>`, element, ko, en)), nil
}

var phrases = map[string]phrase{
	"title":   {"okbot 질문 보고서", "okbot question report"},
	"heading": {"okbot이 받은 질문", "What people asked okbot"},
	"span":    {"%s부터 %s까지", "%s to %s"},
	"switch":  {"언어", "Language"},

	"questions":      {"질문", "Questions"},
	"from people":    {"%s명이 물었어요", "asked by %s people"},
	"from person":    {"한 사람이 물었어요", "asked by one person"},
	"answered":       {"답한 비율", "Answered"},
	"answered of":    {"%s건에 답하고 %s건에는 못 답했어요", "%s answered, %s not"},
	"good":           {"좋아요 비율", "Rated good"},
	"ratings":        {"좋아요 %s · 싫어요 %s · 평가한 사람 %s명", "%s up, %s down, by %s people"},
	"ratings by one": {"좋아요 %s · 싫어요 %s · 한 사람이 평가했어요", "%s up, %s down, by one person"},
	"no ratings":     {"아직 평가가 없어요", "no ratings yet"},
	"typical time":   {"응답 시간 중앙값", "Median response time"},
	"slow times":     {"95%%는 %s, 99%%는 %s 안에 끝났어요", "95%% within %s, 99%% within %s"},
	"no times":       {"잰 답이 없어요", "nothing measured"},
	"nothing":        {"이 기간에는 질문이 없었어요.", "Nobody asked anything in this period."},

	"per day":       {"하루 질문 수", "Questions a day"},
	"mean by week":  {"막대 하나가 한 주의 하루 평균이에요.", "Each bar is a week’s daily mean."},
	"mean by month": {"막대 하나가 한 달의 하루 평균이에요.", "Each bar is a month’s daily mean."},
	"partial":       {"마지막 날은 %s까지예요.", "The last day is counted up to %s."},
	"is answered":   {"답함", "answered"},
	"is unanswered": {"답하지 못함", "not answered"},
	"shares":        {"답한 비율의 변화", "Share answered over time"},
	"few questions": {"속이 빈 점은 질문이 5건 미만이에요.", "Hollow points rest on fewer than 5 questions."},
	"table":         {"숫자로 보기", "Show the numbers"},
	"day":           {"날짜", "Day"},
	"week":          {"한 주의 첫날", "Week from"},
	"month":         {"한 달의 첫날", "Month from"},

	"gaps":       {"답하지 못한 질문", "Questions without an answer"},
	"gaps note":  {"비슷한 질문은 하나로 묶어 많이 물은 순서로 보여요.", "Like questions count as one; the most asked come first."},
	"gaps shown": {"묶음 %s개 가운데 상위 %s개예요.", "The top %[2]s of %[1]s groups."},
	"no gaps":    {"답하지 못한 질문이 없어요.", "Every question was answered."},
	"question":   {"질문", "Question"},
	"after":      {"앞선 질문: ", "After: "},
	"also":       {"다른 표현: ", "Also: "},
	"more forms": {" 외 %s가지", " and %s more"},
	"asked":      {"횟수", "Asked"},
	"people":     {"사람", "People"},
	"languages":  {"언어", "Language"},
	"last":       {"마지막", "Last"},

	"worst":      {"평가가 나쁜 글", "Worst-rated passages"},
	"worst note": {"평가는 답 하나에 매긴 것이라 그 답에 인용한 글 모두에 더했어요. 평가가 적은 글은 비율이 높아도 뒤에 와요.", "A verdict is on a whole answer and counts for every passage quoted there. Passages with few verdicts come later, however bad their share."},
	"no worst":   {"싫어요를 받은 글이 없어요.", "No passage was in an answer rated bad."},
	"passage":    {"글", "Passage"},
	"bad":        {"싫어요", "Bad"},
	"bad share":  {"싫어요 비율", "Share bad"},
	"example":    {"예: ", "Example: "},
	"cited":      {"많이 인용한 글", "Most cited passages"},
	"no cited":   {"인용한 글이 없어요.", "No passage was cited."},
	"times":      {"인용", "Cited"},
	"up":         {"좋아요", "Good"},

	"groups":        {"플랫폼과 언어", "Platforms and languages"},
	"platform":      {"플랫폼", "Platform"},
	"all platforms": {"모든 플랫폼", "All platforms"},
	"all languages": {"모든 언어", "All languages"},
	"Korean":        {"한국어", "Korean"},
	"English":       {"영어", "English"},
	"all":           {"전체", "All"},

	"confidence":      {"확신도", "Confidence"},
	"confidence note": {"확신도는 맨 위 인용문이 정답일 확률을 봇이 스스로 계산한 값이에요.", "Confidence is the probability, as the bot reckons it, that its first quotation is the answer."},
	"by confidence":   {"확신도별 질문 수", "Questions by confidence"},
	"liked":           {"확신도별 좋아요 비율", "Share rated good, by confidence"},
	"liked note":      {"점이 점선에 놓이면 평가와 확신도가 같다는 뜻이에요. 속이 빈 점은 평가가 5건 미만이에요.", "On the dashed line, verdicts and confidence agree. Hollow points rest on fewer than 5 verdicts."},

	"latency":      {"응답 시간", "Response time"},
	"latency note": {"질문을 읽고 답을 고르기까지 봇이 쓴 시간이에요. 메신저를 오간 시간은 들어 있지 않아요. 가로축은 로그 눈금이에요.", "Time the bot took to find its answer, without the chat platform’s own. The horizontal axis is logarithmic."},
	"by time":      {"걸린 시간별 질문 수", "Questions by time taken"},
	"time":         {"시간", "Time"},

	"made":    {"%s에 만들었어요. 날짜와 시각은 모두 서울 기준이에요.", "Made on %s. All days and times are those of Seoul."},
	"privacy": {"사람은 누구인지 알 수 없는 값으로만 셌지만, 질문은 적힌 그대로 실려 있어요. 다른 사람에게 보내기 전에 내용을 확인해 주세요.", "People are counted by hashes that tell nobody’s name, but questions stand as they were written. Read it before you pass it on."},
}
