package ko

import (
	"strings"
	"unicode/utf8"
)

// particles follow nouns (조사, and the copula 이다 in its common forms); they
// chain, as in 서울-에서-는.
var particles = words(`
은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 한테서 와 과 랑 이랑 하고 로 으로 로서 으로서 로써 으로써
로부터 으로부터 부터 까지 만 도 조차 마저 밖에 처럼 같이 보다 이나 나 란 이란 라 이라 라는 이라는 라고 이라고
라면 이라면 라도 이라도 며 이며 이자 이고 이다 였다 이었다 인 인가 인가요 일까 이던 였던 이었던 마다 대로 만큼 뿐 뿐만
씩 들 에다 에다가 이야 야 예요 이에요 입니다 입니까 인지 이지 이지만 지만 였으며 이었으며 였고 이었고 이면 요 이요 쯤 께선 에선 로는
이냐 냐 이니 니 임 였어 이었어 였지 이였 는요 은요 던가 였나 였나요 이었나 이었나요 든 이든 든지 이든지 으론 론 엔 에겐 관련 님 씨
`)

// endings follow verb stems (어미) in forms that keep the stem's syllables
// whole; 하다, 되다 and their kin, which make verbs of nouns, are among them.
var endings = words(`
다 는 은 을 고 며 면 면서 지 지만 게 기 기도 던 는다 은다 습니다 습니까 는데 은데 나 나요 니 냐 네 네요 도록 려고 으려고 러 으러 자 라 으라
어 아 어서 아서 어야 아야 어도 아도 었다 았다 었던 았던 었고 았고 었으며 았으며 었으나 았으나 었는데 았는데 었지만 았지만 었을 았을 었어 았어 었어요 았어요 었나 았나 었나요 았나요 었니 았니 었지 았지 었냐 았냐 었음 았음 었습니다 았습니다
으며 으면 으나 으니 음 을까 을까요 을지 어요 아요 지요 죠 는지 은지 었는지 았는지 는가 은가 었는가 았는가 으므로 므로 기에 기로 기를 기가 기는 는지를 느냐 거나 든지 자마자 음을 음이
하다 하는 한 할 함 하고 하며 하여 하여서 해 해서 했다 했던 했으며 했고 했으나 했는데 했지만 했을 했어 했어요 했나 했나요 했니 했지 했냐 했음 했습니다 하였다 하였고 하였으며 하였으나 하였던 하면 하면서 하지 하지만 하게 하기 하기도 하던 한다 한다고 한다는 합니다 합니까 하는데 하려고 하려는 하려 하도록 하자 하라 하니 하냐 할까 해요 할지 하는지 했는지 했는가 하는가 하거나 한지 하나 하나요 하므로 하기에 하기로 하기를 하기가 하자마자 함을 함께 하느냐 해야 해도
되다 되는 된 될 됨 되고 되며 되어 되어서 돼 돼서 됐다 됐던 됐으며 됐고 됐는데 됐지만 됐어 됐어요 됐나 됐나요 됐니 됐지 됐냐 됐음 됐습니다 되었다 되었고 되었으며 되었으나 되었던 되었는데 되었나 되었나요 되었는가 되었는지 됐는지 됐는가 되면 되면서 되지 되지만 되게 되기 되기도 되던 된다 된다고 된다는 됩니다 됩니까 되는데 되도록 되자 되니 될까 돼요 될지 되는지 되는가 되거나 되나 되나요 된지 되므로
시키다 시키는 시킨 시킬 시키고 시키며 시켜 시켜서 시켰다 시켰던 시켰으며 시켰고 시키기 시킨다 시키면 시키지
당한 당했다 당하는 당해 당하고 당하여 당했던 받은 받는 받아 받고 받았다 받았던 받으며 받을 스러운 스럽게 스럽다 로운 롭게 롭다 적 적인 적으로 적이 적이고 적이며 적이다 적은
`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

const (
	base   = 0xAC00
	vowels = 21
	tails  = 28
)

// tail numbers (KS X 1001 order) that endings leave on a stem's last syllable
const (
	tailN  = 4  // ㄴ
	tailL  = 8  // ㄹ
	tailM  = 16 // ㅁ
	tailB  = 17 // ㅂ
	tailSS = 20 // ㅆ
)

// fused gives the vowel of a stem before the past ending fused with it:
// 알려졌 = 알려지었, 했 = 하였, 됐 = 되었, 왔 = 오았, 배웠 = 배우었.
var fused = map[int]int{0: 0, 4: 4, 6: 20, 1: 0, 10: 11, 9: 8, 14: 13, 18: 18, 13: 13, 8: 8}

// pasts follow a syllable that ends in the ㅆ of the past.
var pasts = words(`다 던 고 으며 으나 는데 지만 을 어 어요 나 나요 니 지 냐 음 습니다 는지 는가 습니까 기 네 네요 죠 거든 어서 으면 다고 다는 으니 는가요 던가`)

// fusedEndings follow a syllable that lost its own final consonant to ㄴ, ㄹ, ㅁ
// or ㅂ of an ending: 만든, 만들, 이끈다, 갑니다.
var fusedEndings = map[int]map[string]bool{
	tailN: words(`다 다고 다는 다며 데 지 가 가요 들 다면 ""`),
	tailL: words(`까 까요 지 수 때 게 게요 ""`),
	tailM: words(`을 이 은 ""`),
	tailB: words(`니다 니까 ""`),
}

// stripStem undoes what an ending did to the last syllable of stem: rest is
// what follows that syllable. It returns "" where nothing was done to it.
func stripStem(stem []rune, rest string) string {
	last := stem[len(stem)-1]
	if last < base || last > 0xD7A3 {
		return ""
	}
	i := int(last - base)
	tail, vowel := i%tails, i/tails%vowels
	bare := last - rune(tail)
	switch {
	case tail == tailSS && pasts[rest]:
		v, ok := fused[vowel]
		if !ok {
			return ""
		}
		bare += rune((v - vowel) * tails)
	case rest == "" && (tail == tailN || tail == tailL || tail == tailM), fusedEndings[tail][rest]:
	default:
		return ""
	}
	return string(stem[:len(stem)-1]) + string(bare)
}

// stripLink undoes the linking vowel of 어/아 fused with an open stem: 알려져 =
// 알려지어, 이끌려 = 이끌리어. It returns "" where there is none.
func stripLink(stem []rune, rest string) string {
	switch rest {
	case "", "서", "도", "야", "요":
	default:
		return ""
	}
	last := stem[len(stem)-1]
	if last < base || last > 0xD7A3 {
		return ""
	}
	i := int(last - base)
	if i%tails != 0 || i/tails%vowels != 6 { // ㅕ
		return ""
	}
	return string(stem[:len(stem)-1]) + string(last+rune((20-6)*tails)) // ㅣ
}

// restoreL gives a stem that ends in a vowel the ㄹ that endings drop: 만드 =
// 만들. It returns "" for other stems.
func restoreL(stem string) string {
	last, n := utf8.DecodeLastRuneInString(stem)
	if last < base || last > 0xD7A3 || int(last-base)%tails != 0 {
		return ""
	}
	return stem[:len(stem)-n] + string(last+tailL)
}
