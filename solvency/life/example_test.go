package life_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/life"
)

func latest() *cross2.Edition {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	return e
}

// The risks of check 13 of the fact sheet of rules 1 to 6.
func ExampleBusiness_Capital() {
	n := decimal.NewFromInt
	l, err := life.Business{
		Loss:    life.Loss{Mortality: n(120), Catastrophe: n(40), Longevity: n(60), Incidence: n(100), Trend: n(50), Medical: n(30), Other: n(10)},
		Lapse:   life.Lapse{First: n(100), Second: n(50), Mass: n(220)},
		Expense: n(80),
	}.Capital(latest())
	if err != nil {
		panic(err)
	}
	table, err := l.Table(cross2.Chinese, cross2.InYuan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// 行次       项目                                     金额（元）  依据             计算
	// S05-1.1    寿险业务保险风险最低资本合计                 369.74  规则第5号第25条  √(v·M·vᵀ), v = (S05-1.1.1, S05-1.1.3, S05-1.1.2), M = life.total，保留2位小数
	// S05-1.1.1    寿险业务保险风险-损失发生风险最低资本      223.60  规则第5号第16条  √(v·M·vᵀ), v = (死亡发生率风险, 死亡巨灾风险, 长寿风险, 疾病风险, 医疗及健康赔付损失率风险, 其他损失发生率风险), M = life.loss，保留2位小数
	//                死亡发生率风险                           120.00  规则第5号第9条
	//                死亡巨灾风险                              40.00  规则第5号第10条
	//                长寿风险                                  60.00  规则第5号第11条
	//                疾病风险                                 122.47  规则第5号第12条  √(v·M·vᵀ), v = (疾病发生率风险, 疾病趋势风险), M = life.disease，保留2位小数
	//                  疾病发生率风险                         100.00  规则第5号第12条
	//                  疾病趋势风险                            50.00  规则第5号第12条
	//                医疗及健康赔付损失率风险                  30.00  规则第5号第13条
	//                其他损失发生率风险                        10.00  规则第5号第14条
	// S05-1.1.3    寿险业务保险风险-费用风险最低资本           80.00  规则第5号第19条
	// S05-1.1.2    寿险业务保险风险-退保风险最低资本          220.00  规则第5号第23条  退保率与大规模退保风险孰大，保留2位小数
	//                退保率与大规模退保风险孰大               220.00  规则第5号第23条  max(退保率风险, 大规模退保风险)
	//                  退保率风险                             150.00  规则第5号第21条  退保率风险-类型1 + 退保率风险-类型2
	//                    退保率风险-类型1                     100.00  规则第5号第21条
	//                    退保率风险-类型2                      50.00  规则第5号第21条
	//                  大规模退保风险                         220.00  规则第5号第22条
}

// Totals of sub-risks as a company publishes them: 三峡人寿, first quarter of 2026, in 万元, printed as 50,032.63.
func ExampleTotal() {
	given := func(row string, fen int64) cross2.Line {
		head, err := cross2.Row(row)
		if err != nil {
			panic(err)
		}
		l, err := cross2.Given(head, decimal.New(fen, 2))
		if err != nil {
			panic(err)
		}
		return l
	}
	l, err := life.Total(latest(), given("S05-1.1.1", 4740512), given("S05-1.1.2", 1146224), given("S05-1.1.3", 240643))
	if err != nil {
		panic(err)
	}
	text, err := cross2.InWan.Print(l.Amount())
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
	// Output:
	// 50,032.63
}

// Mortality in the longevity scenario, of other business and of exclusive commercial pensions.
func ExampleLongevityShock() {
	for _, year := range []int{1, 10, 20, 30, 60} {
		shock, err := life.LongevityShock(latest(), year, false)
		if err != nil {
			panic(err)
		}
		pension, err := life.LongevityShock(latest(), year, true)
		if err != nil {
			panic(err)
		}
		fmt.Println(year, shock.Round(6), pension.Round(6))
	}
	// Output:
	// 1 -0.03 -0.027
	// 10 -0.262576 -0.236318
	// 20 -0.397471 -0.357724
	// 30 -0.455083 -0.409575
	// 60 -0.455083 -0.409575
}

// The incidence of disease in the trend scenario.
func ExampleTrendShock() {
	for _, sex := range []life.Sex{life.Male, life.Female} {
		shock, err := life.TrendShock(latest(), sex, 10)
		if err != nil {
			panic(err)
		}
		fmt.Println(sex, shock.Round(6))
	}
	// Output:
	// male 0.218994
	// female 0.343916
}
