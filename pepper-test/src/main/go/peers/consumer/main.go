// An HTTP consumer of Pepper as small as the handlers of the peers: reads the first job of the form.
// Argument: port.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
)

type job struct {
	ID string `json:"id"`
}

func main() {
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], http.HandlerFunc(handle)))
}

func handle(answer http.ResponseWriter, request *http.Request) {
	if request.PostFormValue("type") == "ping" {
		answer.Header().Set("Code", "200")
		io.WriteString(answer, "push/all")
		return
	}
	var jobs []job
	err := json.Unmarshal([]byte(request.PostFormValue("jobs")), &jobs)
	if err != nil || len(jobs) == 0 || jobs[0].ID == "" {
		http.Error(answer, "no jobs", http.StatusBadRequest)
		return
	}
	answer.Header().Set("Code", "200")
}
