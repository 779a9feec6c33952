module github.com/cedego/cede

go 1.26

// gopter requires it only for its own tests; without this line the build list grows from 22 modules to 173.
exclude github.com/smartystreets/goconvey v1.8.1

require (
	github.com/google/go-cmp v0.7.0
	github.com/leanovate/gopter v0.2.11
	github.com/shopspring/decimal v1.6.0
)

require gonum.org/v1/gonum v0.17.0
