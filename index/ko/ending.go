package ko

import (
	"maps"
	"strings"
)

// The endings (어미) of Korean verbs, put together as grammar does: a stem, -시-
// of respect, -었- of the past or -겠-, and a final ending.
var (
	// plain finals follow any stem.
	plain = strings.Fields(`다 고 고요 지 지만 지요 죠 지는 지도 게 게요 게끔 기 기도 기에 기로 기를 기가 기는 던 던데 던데요 던가 던가요 던지
		더라 더라고 더라고요 더니 더군요 도록 든지 든 거나 거든 거든요 는 는데 는데요 는지 는지요 는지를 는가 는가요 는걸 는구나 는군 는군요
		는다 는다고 는다는 는다는데 는다며 는다면 는다던데 는다던데요 는대 는대요 느냐 니 냐 냐고 나 나요 네 네요 구나 군 군요 자 자고 자는 자마자 다가`)
	// loose finals take 으 after a consonant.
	loose = strings.Fields(`면 면서 며 니 니까 나 려 려고 려는 려는데 려면 려나 러 라 라고 라는 라면 라며 므로 세요`)
	// linked finals follow 아 or 어.
	linked = strings.Fields(`서 서요 서는 도 도요 야 야만 야지 야죠 야지요 요 라 줘 줘요 주나요 준 준다 준다고 본 봤 봤어 놓고 둔`)
	// pasts follow the ㅆ of -었-, and -겠-.
	pasts = doubled(words(`다 다가 다고 다는 다는데 다는데요 다며 다면 다던데 다던데요 다니 대 대요 고 고요 지 지만 지요 죠 지는 게 기 기에 기를 던 던데 던데요 던가 던가요 던지
		더라 더라고 더라고요 더니 더군요 든지 든 거나 거든 거든요 는데 는데요 는지 는지요 는지를 는가 는가요 는걸 니 니까 냐 냐고 느냐 나 나요 네 네요 구나 군 군요 길래
		으며 으나 으면 으면서 으니 으니까 으므로 을 을까 을까요 을지 을지도 을걸 을 어 어요 어서 어도 어야 음 음을 음이 음은 음에도 습니다 습니까 습니다만`))
	// fusedEndings follow a syllable that took ㄴ, ㄹ, ㅁ or ㅂ of an ending as its
	// final consonant: 간다, 만들까, 갑니다.
	fusedEndings = map[int]map[string]bool{
		tailN: words(`다 다고 다는 다는데 다는데요 다며 다면 다던데 다던데요 대 대요 데 데요 지 지요 가 가요 걸까 걸까요 거야 거예요 거죠 건가 건가요 들`),
		tailL: words(`까 까요 지 지도 수 때 게 게요 래 래요 거야 거예요 거죠 건가 건가요 텐데 텐데요 수록`),
		tailM: words(`을 이 은 에`),
		tailB: words(`니다 니까 니다만`),
	}
	// suffixes make verbs and adjectives of nouns, beside 하다, 되다 and 시키다.
	suffixes = strings.Fields(`당한 당했다 당하는 당해 당하고 당하여 당했던 받은 받는 받아 받고 받았다 받았던 받으며 받을
		스러운 스럽게 스럽다 로운 롭게 롭다 적 적인 적으로 적이 적이고 적이며 적이다 적은`)
)

// commonVerbs are the stems of one syllable that much is said with.
var commonVerbs = words(`하 되 있 없 쓰 보 가 오 주 사 나 내 서 켜 크 타 지 치 차 대 두 들 걸 벌 열 놀 살 알 울 줄 늘 깔 끌 밀 달 물 빌 팔 풀 돌 몰 쏠 멀 길
	먹 받 막 찾 맡 맞 믿 잡 뽑 남 낳 놓 넣 쌓 좋 많 적 작 높 낮 깊 넓 짧 얻 묻 듣 걷 짓 잇 낫 쉽 돕 춥 덥 밉 읽 앉 않 끊 잃 싫 옳 갖 맺 찢 잊 찍 볶 닦 같 겪 끝 밝 젊 늙 싶 입 씹 접 꼽`)

// endings are all that may follow a stem and leave its syllables whole; the
// forms of 하다, 되다 and 시키다 are among them.
var endings = allEndings()

func allEndings() map[string]bool {
	m := map[string]bool{}
	for _, e := range suffixes {
		m[e] = true
	}
	for _, e := range plain {
		m[e], m["시"+e], m["으시"+e] = true, true, true
	}
	for _, e := range loose {
		m[e], m["으"+e] = true, true
	}
	for _, e := range linked {
		m["아"+e], m["어"+e] = true, true
	}
	m["아"], m["어"] = true, true
	for e := range pasts {
		m["았"+e], m["었"+e], m["겠"+e], m["셨"+e], m["으셨"+e] = true, true, true, true, true
	}
	for _, e := range strings.Fields(`은 은데 은데요 은지 은지요 은가 은가요 을 을까 을까요 을지 을래 을래요 을게 을게요 을걸 을수록 음 음을 음이 음은 는다 습니다 습니까 습니다만
		신 실 십니까 십니다 신가요 신지 신다면 으신 으실 으십니까 으신가요 으신지`) {
		m[e] = true
	}
	for _, v := range []lightVerb{{"하", "해", "했"}, {"하", "하여", "하였"}, {"되", "돼", "됐"}, {"되", "되어", "되었"}, {"시키", "시켜", "시켰"}} {
		v.conjugate(m)
	}
	return m
}

// doubled adds the forms with -었- once more: 막았었다.
func doubled(m map[string]bool) map[string]bool {
	for e := range maps.Clone(m) {
		m["었"+e] = true
	}
	return m
}

// lightVerb is a verb that makes verbs of nouns: its stem, and what becomes of
// it before -아 and -았-.
type lightVerb struct{ stem, linked, past string }

func (v lightVerb) conjugate(m map[string]bool) {
	for _, e := range plain {
		m[v.stem+e], m[v.stem+"시"+e] = true, true
	}
	for _, e := range loose {
		m[v.stem+e] = true
	}
	for _, e := range linked {
		m[v.linked+e] = true
	}
	m[v.linked] = true
	for e := range pasts {
		m[v.past+e], m[v.stem+"겠"+e], m[v.stem+"셨"+e] = true, true, true
	}
	last := []rune(v.stem)
	for tail, rests := range fusedEndings {
		fused := string(last[:len(last)-1]) + string(last[len(last)-1]+rune(tail))
		if tail != tailB {
			m[fused] = true
		}
		for e := range rests {
			m[fused+e] = true
		}
	}
	for _, e := range strings.Fields("신 실 십니까 십니다 신가요 신지 신다면") {
		m[v.stem+e] = true
	}
}

// copula are the forms of 이다 that follow nouns like particles.
func copula(m map[string]bool) {
	for _, e := range plain {
		m["이"+e] = true
	}
	for e := range pasts {
		m["이었"+e], m["였"+e], m["이셨"+e] = true, true, true
	}
	for tail, rests := range fusedEndings {
		for e := range rests {
			m[string('이'+rune(tail))+e] = true
		}
	}
}
