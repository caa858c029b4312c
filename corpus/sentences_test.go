package corpus_test

import (
	"strings"
	"testing"

	"okbot/corpus"
)

// Each row is one text; "|" stands where its sentences are to be cut.
var sentences = []string{
	"오픈AI 코리아가 출범했다.| 대표는 김경훈이다.",
	"오픈AI가 왔다.|그리고 삼성과 손잡았다.",
	"협약일은 2025. 9. 10.이다.| 다음 문장이다.",
	"오픈AI는 2025. 9. 10. 출범했다.| 끝.",
	"2025. 9. 발표했다.| 비율은 5.5%다.",
	"“한국은 중요하다.”라고 말했다.| 그는 웃었다.",
	"\"한국은 중요하다.\"라고 말했다.| 그는 웃었다.",
	"“중요한가?”라고 물었다.",
	"“정말이다.”| 그는 떠났다.",
	"미국(U.S.)에서 왔다.| U.S.의 회사다.",
	"가격은 3.5만 원이다.| 싸다!| 정말?| 그렇다…",
	"괄호(안의 문장. 둘째 문장.)는 자르지 않는다.| 끝.",
	"제목\n|본문이다.| 이어진다.",
	"출처는 openai.com이다.| 끝이다.",
	"The U.S. government met OpenAI Inc. in Seoul.| Mr. Kim agreed.",
	"It rose 5.5 percent to $6.5 billion.| Then it fell.",
	"Jay Y. Lee met Sam Altman, e.g. in Sept. 2025.| They ate.",
	"Is it No. 1?| No.| It is No. 2.| Yes!",
	"“Really?” he said.| “Yes.”| She left.",
	"Prices (approx. 29,000 won. Or less.) vary.| Done.",
	"One sentence without an end",
	"1. 첫째 항목이다.| 2. 둘째 항목이다.",
	"Ends in white space. \n\t ",
	"  Starts in it.",
	"",
	" \n ",
	"...",
}

func TestSentences(t *testing.T) {
	for _, row := range sentences {
		text := strings.ReplaceAll(row, "|", "")
		var want, got []string
		for _, s := range strings.Split(row, "|") {
			if s = strings.TrimSpace(s); s != "" {
				want = append(want, s)
			}
		}
		for _, r := range corpus.Sentences(text) {
			got = append(got, text[r[0]:r[1]])
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}
