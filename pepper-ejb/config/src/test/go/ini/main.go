// Answers what go-ini makes of a text: one JSON string on each line of the input, one line of JSON
// for each on the output, [[section, [[left side, value], ...]], ...] or null if it is refused.
// Comments are appended to the values of one type, as gokeeper does.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"gopkg.in/ini.v1"
)

func content(text string) any {
	file, err := ini.Load([]byte(text))
	if err != nil {
		return nil
	}
	sections := [][2]any{}
	for _, section := range file.Sections() {
		keys := [][2]string{}
		for _, key := range section.Keys() {
			value := key.Value()
			words := strings.Split(key.Name(), " ")
			if len(words) == 2 && words[1] == "map[string][]string" {
				value += key.Comment
			}
			keys = append(keys, [2]string{key.Name(), value})
		}
		sections = append(sections, [2]any{section.Name(), keys})
	}
	return sections
}

func main() {
	input := bufio.NewReader(os.Stdin)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for {
		line, err := input.ReadBytes('\n')
		if err != nil {
			return
		}
		var text string
		if err := json.Unmarshal(line, &text); err != nil {
			panic(err)
		}
		answer, err := json.Marshal(content(text))
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(output, "%s\n", answer)
	}
}
