// Answers what Go's own library makes of a text: one JSON array [type, text] on each line of the
// input, one line of JSON or the word "refused" for each on the output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func value(kind, text string) (any, error) {
	switch kind {
	case "bool":
		return strconv.ParseBool(text)
	case "int64":
		return strconv.ParseInt(text, 10, 64)
	case "float64":
		return strconv.ParseFloat(text, 64)
	case "time.Duration":
		return time.ParseDuration(text)
	case "map[int]struct{}":
		keys := map[int]struct{}{}
		for _, item := range strings.Split(text, ",") {
			key, err := strconv.Atoi(item)
			if err != nil {
				return nil, err
			}
			keys[key] = struct{}{}
		}
		return keys, nil
	case "map[string]struct{}":
		keys := map[string]struct{}{}
		for _, item := range strings.Split(text, ",") {
			keys[item] = struct{}{}
		}
		return keys, nil
	}
	return text, nil
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
		var question [2]string
		if err := json.Unmarshal(line, &question); err != nil {
			panic(err)
		}
		answer := []byte("refused")
		if parsed, err := value(question[0], question[1]); err == nil {
			if encoded, err := json.Marshal(parsed); err == nil {
				answer = encoded
			}
		}
		fmt.Fprintf(output, "%s\n", answer)
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}
