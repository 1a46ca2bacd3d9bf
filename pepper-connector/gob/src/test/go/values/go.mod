module pepper.test/values

go 1.22
