package control_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/control"
	"github.com/cedego/cede/solvency/cross2"
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

// assessed has one part by its items and the others by their scores.
func assessed() control.Assessment {
	a := control.Assessment{Base: decimal.NewFromInt(82)}
	eighty := decimal.NewFromInt(80)
	for _, s := range control.Subjects() {
		p := control.Part{Subject: s, Score: &eighty}
		if s == control.Strategic {
			p = control.Part{Subject: s, Items: []control.Item{
				{Name: "1", Points: decimal.NewFromInt(50), System: control.Full, Compliance: control.Most},
				{Name: "2", Points: decimal.NewFromInt(30), System: control.Full, Compliance: control.Partly},
				{Name: "3", Points: decimal.NewFromInt(20), System: control.NotApplicable, Compliance: control.NotApplicable},
			}}
		}
		a.Parts = append(a.Parts, p)
	}
	return a
}

// The score of an assessment and its factor: of the strategic part 67.5 of 80 points are given.
func ExampleAssessment_Score() {
	e := latest()
	s, err := assessed().Score(e)
	if err != nil {
		panic(err)
	}
	q, err := control.Factor(e, s)
	if err != nil {
		panic(err)
	}
	fmt.Println("S =", s.Amount(), "Q =", q.Amount())
	// Output:
	// S = 79.4570487805 Q = 0.0027147560975
}

// A grave risk event, and governance under 60 points: the absolute score is at most 70.
func ExampleEvent() {
	a := assessed()
	a.Events = []control.Event{control.RiskEvent}
	s, err := a.Score(latest())
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Amount())
	a.Events, a.Governance = nil, new(decimal.NewFromInt(59))
	s, err = a.Score(latest())
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Amount())
	// Output:
	// 69.1463414634
	// 69.1463414634
}

// From the absolute score and the base score of the industry.
func ExampleScore() {
	s, err := control.Score(latest(), decimal.NewFromInt(76), decimal.NewFromInt(82))
	if err != nil {
		panic(err)
	}
	table, err := s.Table(cross2.English, cross2.InYuan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// row  item                                   amount (yuan)  source            formula
	//      Score S                                75.0731707317  Rule 12 Art. 117  min(Mean of S1 and S2, Full score)
	//        Mean of S1 and S2                    75.0731707317  Rule 12 Art. 117  S1, weighted + S2, weighted
	//          S1, weighted                                  38  Rule 12 Art. 117  Absolute score S1 × Weight of the absolute score S1
	//            Absolute score S1                           76  Rule 12 Art. 117
	//            Weight of the absolute score S1            0.5  Rule 12 Art. 117  control.weight.absolute
	//          S2, weighted                       37.0731707317  Rule 12 Art. 117  Relative score S2 × Weight of the relative score S2
	//            Relative score S2                74.1463414634  Rule 12 Art. 118  S1 times m ÷ Base score M, to 10 places
	//              S1 times m                              6080  Rule 12 Art. 118  Absolute score S1 × Standard score m
	//                Absolute score S1                       76  Rule 12 Art. 117
	//                Standard score m                        80  Rule 12 Art. 118  control.standard
	//              Base score M                              82  Rule 12 Art. 118
	//            Weight of the relative score S2            0.5  Rule 12 Art. 117  control.weight.relative
	//        Full score                                     100  Rule 12 Art. 116  control.full
}

// The factor of published scores.
func ExampleFactorOf() {
	for _, s := range []string{"57.57", "80.86", "90"} {
		x, err := decimal.NewFromString(s)
		if err != nil {
			panic(err)
		}
		q, err := control.FactorOf(latest(), x)
		if err != nil {
			panic(err)
		}
		fmt.Println(s, q.Amount(), q.Head().Citation.In(cross2.Chinese))
	}
	// Output:
	// 57.57 0.1743 规则第12号第120条
	// 80.86 -0.0043 规则第12号第120条
	// 90 -0.05 规则第12号第120条
}
