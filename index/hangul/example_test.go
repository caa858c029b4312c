package hangul_test

import (
	"fmt"

	"okbot/index/hangul"
)

func Example() {
	text, clean := hangul.FromKeys("zkzkdhxhr")
	fmt.Println(text, clean)
	fmt.Println(hangul.Particle(text, "은", "는"))
	fmt.Println(hangul.PhoneticKey(text) == hangul.PhoneticKey("KakaoTalk"))
	// Output:
	// 카카오톡 true
	// 카카오톡은
	// true
}

func ExampleSplit() {
	lead, vowel, tail, ok := hangul.Split('챗')
	fmt.Println(lead, vowel, tail, ok)
	fmt.Println(string(hangul.Join(lead, vowel, 0)))
	// Output:
	// 14 1 19 true
	// 채
}

func ExampleParticle() {
	for _, s := range []string{"서울", "부산", "LLM", "GPT-5", "삼성(Samsung)"} {
		fmt.Println(hangul.Particle(s, "으로", "로"))
	}
	// Output:
	// 서울로
	// 부산으로
	// LLM으로
	// GPT-5로
	// 삼성(Samsung)으로
}

func ExampleKeys() {
	fmt.Println(hangul.Keys("챗GPT"))
	// Output: cotGPT
}

func ExamplePhoneticKey() {
	fmt.Println(hangul.PhoneticKey("스타게이트"), hangul.PhoneticKey("Stargate"))
	fmt.Println(hangul.PhoneticKey("이재명"), hangul.PhoneticKey("Lee Jae-myung"))
	// Output:
	// stkt stkt
	// acmn acmn
}

func ExampleDistance() {
	fmt.Println(hangul.Distance("올트먼", "알트만", 3))
	fmt.Println(hangul.Distance("올트먼", "스타게이트", 3)) // over 3
	// Output:
	// 2
	// 4
}
