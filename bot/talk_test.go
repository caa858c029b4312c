package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"okbot/bot"
)

// TestFollowUp puts a question after another one.
func TestFollowUp(t *testing.T) {
	for _, tt := range []struct{ name, before, text, want string }{
		{"a marker", "한빛도서관 관장은 누구야?", "그 사람은 언제 취임했어?", "director.ko#2"},
		{"a marker, English", "Who is the director of Hanbit Library?", "and what is he by trade?", "director.en#2"},
		{"an ellipsis", "책은 몇 권까지 빌릴 수 있나요?", "늦게 반납하면?", "loans.ko#2"},
		{"an ellipsis of one word", "한빛도서관은 언제 쉬나요?", "설날은?", "hours.ko#3"},
		{"an ellipsis, English", "When did Moonbeam Coffee open?", "and the signature items?", "cafe.en#2"},
		{"another subject", "한빛도서관 관장은 누구야?", "달빛커피는 언제 문을 열었나요?", "cafe.ko#1"},
		{"another subject, English", "How late is Hanbit Library open?", "Who gave the talk on constellations?", "events.en#2"},
		{"another language", "한빛도서관 관장은 누구야?", "How many books can I borrow?", "loans.en#1"},
	} {
		b := library(t)
		ask(t, b, bot.Question{Text: tt.before, Conversation: "c"})
		if a := ask(t, b, bot.Question{Text: tt.text, Conversation: "c"}); first(a) != tt.want {
			t.Errorf("%s: %s after %s: quoted %q (%.2f), want %s", tt.name, tt.text, tt.before, passages(a), a.Confidence, tt.want)
		}
	}
}

// complete are questions that lack nothing.
var complete = []string{
	"달빛커피는 언제 문을 열었나요?", "책은 몇 권까지 빌릴 수 있나요?", "Who gave the talk on constellations?", "Where do I get a membership card?",
}

// TestFollowUpBorrowsNothing checks that a complete question is answered as if
// it were the first, whatever came before.
func TestFollowUpBorrowsNothing(t *testing.T) {
	for _, text := range complete {
		want := passages(ask(t, library(t), bot.Question{Text: text}))
		for _, before := range []string{"한빛도서관 관장은 누구야?", "How late is Hanbit Library open?", "프랑스의 수도는?"} {
			b := library(t)
			ask(t, b, bot.Question{Text: before, Conversation: "c"})
			got := ask(t, b, bot.Question{Text: text, Conversation: "c"})
			if len(want) == 0 || first(got) != want[0] {
				t.Errorf("%s after %s: quoted %q, alone %q", text, before, passages(got), want)
			}
		}
	}
}

// TestConversationsApart checks that no conversation hears another one, nor
// those without a name each other.
func TestConversationsApart(t *testing.T) {
	const before, text = "한빛도서관 관장은 누구야?", "그 사람은 언제 취임했어?"
	alone := ask(t, library(t), bot.Question{Text: text})
	for _, pair := range [][2]string{{"a", "b"}, {"", ""}, {"a", ""}, {"", "a"}, {"a", "A"}, {"a", "a "}} {
		b := library(t)
		ask(t, b, bot.Question{Text: before, Conversation: pair[0]})
		a := ask(t, b, bot.Question{Text: text, Conversation: pair[1]})
		if diff := cmp.Diff(passages(alone), passages(a)); diff != "" || a.Confidence != alone.Confidence {
			t.Errorf("%q heard %q (-alone +got):\n%s", pair[1], pair[0], diff)
		}
	}
}

// TestConversationAfterOthers checks that what lies between leaves it alone.
func TestConversationAfterOthers(t *testing.T) {
	b := library(t)
	ask(t, b, bot.Question{Text: "한빛도서관 관장은 누구야?", Conversation: "c"})
	for i := range 50 {
		ask(t, b, bot.Question{Text: complete[i%len(complete)], Conversation: fmt.Sprint(i)})
	}
	for _, text := range []string{"고마워", "🙂"} { // no questions
		ask(t, b, bot.Question{Text: text, Conversation: "c"})
	}
	if a := ask(t, b, bot.Question{Text: "그 사람은 언제 취임했어?", Conversation: "c"}); first(a) != "director.ko#2" {
		t.Errorf("quoted %q", passages(a))
	}
}

// TestLongConversation checks that what is borrowed does not grow without end.
func TestLongConversation(t *testing.T) {
	b := library(t)
	longest := 0
	for i := range 60 {
		text := []string{"그건 언제야?", "그럼 한빛도서관 관장은?", "그 사람은 뭐 해?", "and where is that?"}[i%4]
		a := ask(t, b, bot.Question{Text: text + strings.Repeat(" 도서관", i), Conversation: "c"})
		longest = max(longest, len(a.Why.Asked))
	}
	if longest > 2*bot.MaxQuestion {
		t.Errorf("a question grew to %d bytes", longest)
	}
}

// TestFollowUpOfRefused checks that a question that was refused is forgotten.
func TestFollowUpOfRefused(t *testing.T) {
	b := library(t)
	ask(t, b, bot.Question{Text: "한빛도서관 관장은 누구야?", Conversation: "c"})
	for _, q := range []bot.Question{{Text: ""}, {Text: strings.Repeat("가", 3000)}, {Text: "x", Limit: 99}} {
		q.Conversation = "c"
		if _, err := b.Answer(t.Context(), q); err == nil {
			t.Errorf("%d characters, limit %d: no error", len(q.Text), q.Limit)
		}
	}
	a := ask(t, b, bot.Question{Text: "그 사람은 언제 취임했어?", Conversation: "c"})
	if !slices.Contains(passages(a), "director.ko#2") {
		t.Errorf("quoted %q", passages(a))
	}
}

// TestCorrections checks that a correction replaces what it corrects, and that a message
// about the last answer acts on it.
func TestCorrections(t *testing.T) {
	const before = "한빛도서관 관장은 누구야?"
	for _, tt := range []struct{ before, text, want, lang string }{
		{"When did Hanbit Library open?", "no, I meant Moonbeam Coffee", "cafe.en#1", "en"},
		{before, "영어로", "director.en#2", "en"},
		{before, "다시", "director.ko#2", "ko"},
		{before, "in English please", "director.en#2", "en"},
	} {
		b := library(t)
		ask(t, b, bot.Question{Text: tt.before, Conversation: "c"})
		a := ask(t, b, bot.Question{Text: tt.text, Conversation: "c"})
		if first(a) != tt.want || a.Lang != tt.lang {
			t.Errorf("%s after %s: quoted %q in %s, want %s", tt.text, tt.before, passages(a), a.Lang, tt.want)
		}
	}
	b := library(t)
	shown := ask(t, b, bot.Question{Text: "한빛도서관 강연은 언제 열렸어?", Conversation: "c", Limit: 1})
	more := ask(t, b, bot.Question{Text: "더 자세히 알려줘", Conversation: "c", Limit: 1})
	if shown.Further == 0 || len(more.Snippets) != 1 || first(more) == first(shown) {
		t.Errorf("more after %q, which has %d further: %q", passages(shown), shown.Further, passages(more))
	}
	for _, text := range []string{"출처?", "sources please"} {
		b := builtin(t)
		shown := ask(t, b, bot.Question{Text: "오픈AI 코리아 대표가 누구야?", Conversation: "c"})
		cited := ask(t, b, bot.Question{Text: text, Conversation: "c"})
		if first(cited) != first(shown) || shown.Snippets[0].Beside("ko").More == 0 || cited.Snippets[0].Beside("ko").More != 0 {
			t.Errorf("%s after %q: quoted %q, %d sources left out", text, passages(shown), passages(cited), cited.Snippets[0].Beside("ko").More)
		}
		if a := ask(t, builtin(t), bot.Question{Text: text}); a.Answered || a.Message == "" {
			t.Errorf("%s of nothing: quoted %q, told %q", text, passages(a), a.Message)
		}
	}
	if a := ask(t, library(t), bot.Question{Text: "다시"}); a.Answered {
		t.Errorf("nothing once more: quoted %q", passages(a))
	}
}

// TestFollowUpOfAName checks that a question that names something and says nothing of
// it is asked of what was asked before.
func TestFollowUpOfAName(t *testing.T) {
	b := builtin(t)
	ask(t, b, bot.Question{Text: "스타게이트 협력 소식에 SK하이닉스 주가가 얼마나 올랐나요?", Conversation: "c"})
	a := ask(t, b, bot.Question{Text: "삼성전자는 얼마나?", Conversation: "c"})
	if first(a) != "stargate-memory-demand.ko#8" || a.Why.Lack != bot.LacksMatter {
		t.Errorf("quoted %q (%s)", passages(a), a.Why.Lack)
	}
	if a := ask(t, b, bot.Question{Text: "삼성전자는 언제부터 챗GPT를 쓰나요?", Conversation: "c"}); a.Why.Lack != "" {
		t.Errorf("a complete question borrowed: %s", a.Why.Lack)
	}
}

// TestRefusedIsNoTurn checks that small talk and what is not answered leave the last
// answer to be continued.
func TestRefusedIsNoTurn(t *testing.T) {
	b := library(t)
	ask(t, b, bot.Question{Text: "한빛도서관 관장은 누구야?", Conversation: "c"})
	for _, text := range []string{"고마워", "프랑스의 수도는 어디야?", "이거 답해줘"} {
		ask(t, b, bot.Question{Text: text, Conversation: "c"})
	}
	if a := ask(t, b, bot.Question{Text: "그 사람은 언제 취임했어?", Conversation: "c"}); first(a) != "director.ko#2" || a.Why.Lack != bot.LacksReferent {
		t.Errorf("quoted %q (%s)", passages(a), a.Why.Lack)
	}
}
