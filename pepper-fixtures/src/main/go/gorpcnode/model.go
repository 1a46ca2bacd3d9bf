package main

import (
	"encoding/gob"
	"fmt"
	"time"
)

const (
	eventNone        = -1
	eventConfChanged = 2
	eventRegister    = 3
	eventProc        = 5
)

type RequestHeader struct {
	Service  string
	Method   string
	Seq      uint64
	CallType int16
}

type ResponseHeader struct {
	Error     *Error
	Seq       uint64
	ReplyType int16
}

type Error struct {
	Code   int
	Type   int
	Reason string
}

func (e Error) String() string {
	return fmt.Sprintf("code: %d type: %d reason: %s", e.Code, e.Type, e.Reason)
}

type Event struct {
	EventType int
	Data      any
}

type NodeInfo struct {
	ID              string
	KeeperAddr      string
	Domain          string
	Component       string
	Hostname        string
	StartTime       int64
	UpdateTime      int64
	RawSubscription []string
	Status          int
	Version         int
	ComponentTags   map[string]string
}

type Node struct {
	NodeInfo
	Subscription []string
	StructDatas  []StructData
	Proc         *ProcInfo
}

type ProcInfo struct {
	Base *ProcBase
	Cpu  *ProcCpu
	Mem  *ProcMem
}

type ProcBase struct {
	Pid, PPid, Command, State, StartTime string
}

type ProcCpu struct {
	Utime, Stime, Cutime, Cstime, StartTime, LastUS uint64
	LastTimer                                       time.Time
	CpuUsage                                        string
	ProcBase
}

type ProcMem struct {
	VmSize, VmRss, VmData, VmStk, VmExe, VmLib int64
	ProcBase
}

type StructData struct {
	Name      string
	Version   int
	Data      map[string]ConfData
	Libraries []string
}

type ConfData struct {
	Type      string
	RawKey    string
	RawValue  string
	Key       string
	Value     any
	StructKey string
	IsJson    bool
}

func init() {
	gob.RegisterName("model.NodeInfo", NodeInfo{})
	gob.RegisterName("model.Node", Node{})
	gob.RegisterName("[]model.StructData", []StructData{})
	gob.RegisterName("time.Duration", time.Duration(0))
	for name, value := range map[string]any{
		"map[string]string":    map[string]string{},
		"map[string]int":       map[string]int{},
		"map[int]string":       map[int]string{},
		"map[int]int":          map[int]int{},
		"map[string]bool":      map[string]bool{},
		"map[int]bool":         map[int]bool{},
		"map[string]struct {}": map[string]struct{}{},
		"map[int]struct {}":    map[int]struct{}{},
		"map[string][]string":  map[string][]string{},
	} {
		gob.RegisterName(name, value)
	}
}
