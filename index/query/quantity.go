package query

import "regexp"

// A Quantity is a sort of figure that a question asks for; 0 is none.
type Quantity uint8

// quantity is the words that ask for a sort of figure, those beside which they do
// not, and how a passage writes it.
type quantity struct {
	asked, unless cuePhrases
	written       *regexp.Regexp
}

var quantities = []quantity{
	{ // a share
		asked:   newCues("퍼센트 프로나 비율 비중 점유율 지분", "percent", "percentage", "per cent", "what share", "market share"),
		unless:  newCues("몇배 몇위"),
		written: regexp.MustCompile(`\d\s?%|\d\s?퍼센트|\d\s?per ?cent|분의|명꼴|절반|비율|\b(?:one in|half|third|quarter|ratio)\b`),
	},
	{ // money
		asked: newCues("연봉 월급 급여 초봉 보수 매출 이익 임대료 월세 대관료 수수료 사용료 가격 요금 비용 배상 과징금 과태료 벌금 단가 금액 몇원 자본금 참가비 예산 상금 입장권 얼마를내 얼마를받",
			"salary", "salaries", "wage", "price", "cost", "costs", "fee", "fees", "rent", "revenue", "profit", "fined", "fine", "worth", "budget", "in won", "won did", "won does", "dollars", "damages"),
		unless:  newCues("몇배 몇위 몇명 몇개 몇분 몇퍼 몇번 언제 왜 누구 누가 어디", "how many times", "how many people", "how many minutes", "how many subscribers", "why", "who", "when", "where", "how did", "how does", "by how much"),
		written: regexp.MustCompile(`\d[\d,.만억조천 ]*(?:원|달러|유로|엔|위안)|[$₩€]\s?\d|\d[\d,.]*\s(?:(?:m|b|tr)illion\s|thousand\s)?(?:won|dollars|euros|yen)`),
	},
	{ // how to reach someone
		asked:   newCues("이메일주소 메일주소 전화번호 연락처 우편번호 와이파이 비밀번호", "email", "e mail", "phone", "telephone", "postal", "zip code", "postcode", "password"),
		written: regexp.MustCompile(`\S@\S|\d{2,4}-\d{3,4}-\d{4}`),
	},
	{ // a life
		asked:   newCues("나이 몇살 몇년생 생년 생일 결혼 취미", "how old", "birthday", "married", "wife", "husband", "hobbies"),
		unless:  newCues("나이제한 나이대 제미나이"),
		written: regexp.MustCompile(`\d세|\d살|생년|출생|결혼|취미|years old|aged \d|\b(?:born|married)\b`),
	},
}

// quantityOf returns what sort of figure a question asks for.
func quantityOf(folded folded) Quantity {
	for i := range quantities {
		if q := &quantities[i]; q.asked.In(folded) && !q.unless.In(folded) {
			return Quantity(i + 1)
		}
	}
	return 0
}

// MissingIn reports whether text has no figure of the sort that is asked for.
func (q Quantity) MissingIn(text string) bool {
	return q > 0 && !quantities[q-1].written.MatchString(text)
}
