module pepper.bench/gob

go 1.22
