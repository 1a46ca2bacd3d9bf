module pepper.test/naming

go 1.19

require (
	github.com/bilibili/discovery v1.0.1
	google.golang.org/grpc v0.0.0-20181030232906-a88340f3c899
)

require github.com/golang/glog v0.0.0-20160126235308-23def4e6c14b // indirect
