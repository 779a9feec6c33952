package simulation

// Occurrences are the sums of the events of a year.
type occurrences struct {
	number map[int32]int32 // of each event
	sums   []occurrence
}

type occurrence struct{ gross, ceded int64 }

// detail sets what only losses one by one can tell. No sum leaves 64 bits, since that of all losses does not.
func (o *occurrences) detail(r *Result, x *rows, year, from, to int, ceded [][]int64) {
	if o.number == nil {
		o.number = make(map[int32]int32)
	}
	clear(o.number)
	o.sums = o.sums[:0]
	for row := from; row < to; row++ {
		one := occurrence{gross: x.loss[row]}
		for _, column := range ceded {
			one.ceded += column[row-from]
		}
		r.segment.gross[x.segment[row]][year] += one.gross
		r.segment.ceded[x.segment[row]][year] += one.ceded
		if x.event == nil || x.event[row] < 0 {
			o.sums = append(o.sums, one)
			continue
		}
		n, ok := o.number[x.event[row]]
		if !ok {
			n = int32(len(o.sums))
			o.number[x.event[row]] = n
			o.sums = append(o.sums, occurrence{})
		}
		o.sums[n].gross += one.gross
		o.sums[n].ceded += one.ceded
	}
	for _, s := range o.sums {
		for i, amount := range []int64{s.gross, s.ceded, s.gross - s.ceded} {
			r.largest[i][year] = max(r.largest[i][year], amount)
		}
	}
}
