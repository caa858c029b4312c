package words_test

import (
	"fmt"

	"okbot/index/words"
)

func Example() {
	table := words.Default()
	vocabulary := []string{"변호사", "병원", "banana", "lawyer", "바나나"} // of a corpus
	near := table.Restrict(vocabulary)
	for _, n := range near.Nearest(nil, "lawyers", 1, .4) {
		fmt.Println(vocabulary[n.Word])
	}
	// Output:
	// 변호사
	// lawyer
}

func ExampleTable_Cut() {
	table := words.Default()
	for _, id := range table.Cut(nil, "변호사연구소에서") {
		fmt.Println(table.Word(id), table.IsKorean(id))
	}
	// Output:
	// 변호사 true
	// 연구소 true
}

func ExampleTable_Cosine() {
	table := words.Default()
	doctor, _ := table.Lookup("doctor")
	for _, word := range []string{"의사", "병원", "바나나"} {
		id, _ := table.Lookup(word)
		fmt.Println(word, table.Cosine(doctor, id) > .6)
	}
	// Output:
	// 의사 true
	// 병원 false
	// 바나나 false
}
