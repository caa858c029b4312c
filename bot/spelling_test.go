package bot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"okbot/bot"
	"okbot/index"
	"okbot/index/hangul"
	"okbot/index/query"
	"okbot/index/searchtest"
)

// spellings are ways to write a question that mean the same, with the share of
// questions that has to be read as they were meant: keyboards and blanks are a
// guess.
var spellings = []struct {
	name  string
	write func(string) string
	share float64
}{
	{"decomposed", norm.NFD.String, 1},
	{"full width", fullWidth, 1},
	{"zero width", func(q string) string { return strings.ReplaceAll(q, " ", "\u200b \u2060") }, 1},
	{"mentioning somebody", func(q string) string { return "<@U123> " + q }, 1},
	{"other keyboard", otherKeyboard, 0.95},
	{"without blanks", func(q string) string { return strings.ReplaceAll(q, " ", "") }, 0},
}

func fullWidth(q string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r + 0xFEE0
		}
		return r
	}, q)
}

// otherKeyboard types Korean with the Latin layout, and English with the Korean
// one.
func otherKeyboard(q string) string {
	if strings.ContainsFunc(q, hangul.Is) {
		return hangul.Keys(q)
	}
	typed, _ := hangul.FromKeys(q)
	return typed
}

// told is what somebody sees of an answer.
func told(a bot.Answer) any {
	a.Question, a.Corrected, a.ElapsedUS, a.Why = "", "", 0, bot.Why{}
	return struct {
		bot.Answer
		Best string
	}{a, a.Best()}
}

// TestSpellings checks that a question and every spelling that is corrected to it
// have the same answer, and that most are.
func TestSpellings(t *testing.T) {
	ix := searchtest.Builtin()
	b := bot.New(ix, bot.Options{Now: clock, Newest: ix.Newest()})
	questions := []string{
		"최근 소식 알려줘", "2025년 10월에는 무슨 일이 있었어?", "지금 오픈AI 코리아 대표가 누구야?", "작년에 무슨 일이 있었나요?",
		"안녕하세요", "감사합니다", "넌 뭐 할 수 있어?", "안녕하세요 오픈AI 코리아 대표가 누구야?", "점심 뭐 먹을까?",
		"오픈AI 코리아 대표는 누구고 카카오톡에서 챗GPT는 언제부터 쓸 수 있었나요?", "우리 팀 회의실 예약 어떻게 해요?",
		"Who is the head of OpenAI Korea?", "what happened in October 2025?", "hello", "what can you do?",
	}
	for i := range ix.Len() {
		p := ix.Passage(i)
		if p.Lang == "ko" && len(p.Questions) > 0 && len(questions) < 80 {
			questions = append(questions, p.Questions[0])
		}
	}
	for _, s := range spellings {
		t.Run(s.name, func(t *testing.T) {
			restored := 0
			for _, q := range questions {
				written := s.write(q)
				if understood(ix, written).Text != understood(ix, q).Text {
					t.Logf("%s is read as %s", written, understood(ix, written).Text)
					continue
				}
				restored++
				if diff := cmp.Diff(told(ask(t, b, bot.Question{Text: q})), told(ask(t, b, bot.Question{Text: written})), cmp.AllowUnexported(bot.Answer{})); diff != "" {
					t.Errorf("%s, written %s (-want +got):\n%s", q, written, diff)
				}
			}
			if share := float64(restored) / float64(len(questions)); share < s.share {
				t.Errorf("%.2f of the questions are read as they were meant, want %.2f", share, s.share)
			}
		})
	}
}

func understood(ix *index.Index, text string) query.Query {
	return query.Parse(query.Clean(text), query.Options{Vocabulary: ix.Vocabulary(), AsOf: today, Newest: ix.Newest()})
}

// TestSpellingOfFollowUp checks that a follow-up is understood in either spelling.
func TestSpellingOfFollowUp(t *testing.T) {
	const first, next = "오픈AI 코리아 대표는 누구야?", "그 사람은 언제 취임했어?"
	var all [][]string
	for _, text := range []string{next, hangul.Keys(next)} {
		b := builtin(t)
		ask(t, b, bot.Question{Text: first, Conversation: "c"})
		all = append(all, passages(ask(t, b, bot.Question{Text: text, Conversation: "c"})))
	}
	if len(all[0]) == 0 || !slices.Equal(all[0], all[1]) {
		t.Errorf("quoted %q", all)
	}
}
