module pepper.test/gorpcnode

go 1.22
