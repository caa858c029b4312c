package query

import "regexp"

// quantity is a sort of figure: the words that ask for it, those beside which they
// do not, and how a passage writes it.
type quantity struct {
	asked, unless Cues
	written       *regexp.Regexp
}

var quantities = []quantity{
	{ // a share
		asked:   NewCues("퍼센트 프로나 비율 비중 점유율 지분", "percent", "percentage", "per cent", "what share", "market share"),
		unless:  NewCues("몇배 몇위"),
		written: regexp.MustCompile(`\d\s?%|\d\s?퍼센트|\d\s?per ?cent|분의|명꼴|절반|비율|\b(?:one in|half|third|quarter|ratio)\b`),
	},
	{ // money
		asked: NewCues("연봉 월급 급여 초봉 보수 매출 이익 임대료 월세 대관료 수수료 사용료 가격 요금 비용 배상 과징금 과태료 벌금 단가 금액 몇원 자본금 참가비 예산 상금 입장권 얼마를내 얼마를받",
			"salary", "salaries", "wage", "price", "cost", "costs", "fee", "fees", "rent", "revenue", "profit", "fined", "fine", "worth", "budget", "in won", "won did", "won does", "dollars", "damages"),
		unless:  NewCues("몇배 몇위 몇명 몇개 몇분 몇퍼 몇번 언제 왜 누구 누가 어디", "how many times", "how many people", "how many minutes", "how many subscribers", "why", "who", "when", "where", "how did", "how does", "by how much"),
		written: regexp.MustCompile(`\d[\d,.만억조천 ]*(?:원|달러|유로|엔|위안)|[$₩€]\s?\d|\d[\d,.]*\s(?:(?:m|b|tr)illion\s|thousand\s)?(?:won|dollars|euros|yen)`),
	},
	{ // how to reach someone
		asked:   NewCues("이메일주소 메일주소 전화번호 연락처 우편번호 와이파이 비밀번호", "email", "e mail", "phone", "telephone", "postal", "zip code", "postcode", "password"),
		written: regexp.MustCompile(`\S@\S|\d{2,4}-\d{3,4}-\d{4}`),
	},
	{ // a life
		asked:   NewCues("나이 몇살 몇년생 생년 생일 결혼 취미", "how old", "birthday", "married", "wife", "husband", "hobbies"),
		unless:  NewCues("나이제한 나이대 제미나이"),
		written: regexp.MustCompile(`\d세|\d살|생년|출생|결혼|취미|years old|aged \d|\b(?:born|married)\b`),
	},
}

// LacksQuantity reports whether a question asks for a sort of figure that text
// has none of.
func LacksQuantity(question, text string) bool {
	folded := Fold(question)
	for i := range quantities {
		if a := &quantities[i]; a.asked.In(folded) && !a.unless.In(folded) {
			return !a.written.MatchString(text)
		}
	}
	return false
}
