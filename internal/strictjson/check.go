package strictjson

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A checker reads a document once for its syntax, so that the decoder can take
// it for granted, skip what it does not know and go on after a problem.
//
// Equal keys are a problem that does not stop it; anything else does, since the
// rest of the document then means nothing.
type checker struct {
	cursor
	maxDepth int
	keys     [][]byte // of the objects that are open
}

// document reports whether the data is one JSON value.
func (c *checker) document() bool {
	c.space()
	if c.pos == len(c.data) {
		return c.fail(c.pos, "must not be empty")
	}
	if !c.value(0) {
		return false
	}
	c.space()
	if c.pos < len(c.data) {
		return c.fail(c.pos, "must not be followed by more data")
	}
	return true
}

// fail notes what is wrong at a position, with the word that stands there.
func (c *checker) fail(at int, reason string) bool {
	end := at
	for end < len(c.data) && (end == at || !isDelimiter(c.data[end])) && end < at+maxShown {
		end++
	}
	c.note(at, shown(c.data[at:end]), reason)
	return false
}

func isDelimiter(b byte) bool {
	return isSpace(b) || b == ',' || b == ':' || b == '[' || b == ']' || b == '{' || b == '}' || b == '"'
}

func (c *checker) value(depth int) bool {
	if c.pos == len(c.data) {
		return c.fail(c.pos, "must not end before its value")
	}
	switch b := c.data[c.pos]; {
	case b == '{':
		return c.object(depth)
	case b == '[':
		return c.array(depth)
	case b == '"':
		_, _, ok := c.text()
		return ok
	case b == '-' || '0' <= b && b <= '9':
		return c.number()
	case b == 't':
		return c.word("true")
	case b == 'f':
		return c.word("false")
	case b == 'n':
		return c.word("null")
	}
	return c.fail(c.pos, "must be a JSON value")
}

func (c *checker) word(word string) bool {
	if !bytes.HasPrefix(c.data[c.pos:], []byte(word)) {
		return c.fail(c.pos, "must be a JSON value")
	}
	c.pos += len(word)
	return true
}

// next steps over the byte b if it stands here.
func (c *checker) next(b byte) bool {
	if c.pos < len(c.data) && c.data[c.pos] == b {
		c.pos++
		return true
	}
	return false
}

func (c *checker) deep(depth int) bool {
	if depth < c.maxDepth {
		return false
	}
	c.note(c.pos, "", "must not be nested deeper than "+strconv.Itoa(c.maxDepth)+" levels")
	return true
}

func (c *checker) array(depth int) bool {
	if c.deep(depth) {
		return false
	}
	c.pos++
	c.space()
	if c.next(']') {
		return true
	}
	for i := 0; ; i++ {
		c.path.element(i)
		if !c.value(depth + 1) {
			return false
		}
		c.path.leave()
		c.space()
		if c.next(']') {
			return true
		}
		if !c.next(',') {
			return c.fail(c.pos, "must go on with a comma or ]")
		}
		c.space()
	}
}

// fewKeys is up to how many keys of an object are compared one by one.
const fewKeys = 16

func (c *checker) object(depth int) bool {
	if c.deep(depth) {
		return false
	}
	c.pos++
	c.space()
	if c.next('}') {
		return true
	}
	first := len(c.keys)
	var many map[string]struct{} // the keys, once there are many
	for {
		if c.pos == len(c.data) || c.data[c.pos] != '"' {
			return c.fail(c.pos, "must go on with a field name in quotes")
		}
		at := c.pos
		key, escaped, ok := c.text()
		if !ok {
			return false
		}
		if escaped {
			key = unescape(key)
		}
		c.path.field(key)
		var repeated bool
		if many != nil {
			_, repeated = many[string(key)]
			many[string(key)] = struct{}{}
		} else {
			repeated = contains(c.keys[first:], key)
			c.keys = append(c.keys, key)
			if len(c.keys)-first > fewKeys {
				many = make(map[string]struct{}, 4*fewKeys)
				for _, k := range c.keys[first:] {
					many[string(k)] = struct{}{}
				}
			}
		}
		if repeated {
			c.note(at, "", "must not be given twice")
			if c.problems.full() {
				return false
			}
		}
		c.space()
		if !c.next(':') {
			return c.fail(c.pos, "must have a colon after the name")
		}
		c.space()
		if !c.value(depth + 1) {
			return false
		}
		c.path.leave()
		c.space()
		if c.next('}') {
			c.keys = c.keys[:first]
			return true
		}
		if !c.next(',') {
			return c.fail(c.pos, "must go on with a comma or }")
		}
		c.space()
	}
}

func contains(keys [][]byte, key []byte) bool {
	for _, k := range keys {
		if bytes.Equal(k, key) {
			return true
		}
	}
	return false
}

func (c *checker) number() bool {
	start := c.pos
	digits := func() bool {
		first := c.pos
		for c.pos < len(c.data) && isDigit(c.data[c.pos]) {
			c.pos++
		}
		return c.pos > first
	}
	ok := true
	c.next('-')
	if !c.next('0') {
		ok = digits()
	}
	if ok && c.next('.') {
		ok = digits()
	}
	if ok && (c.next('e') || c.next('E')) {
		if !c.next('+') {
			c.next('-')
		}
		ok = digits()
	}
	if !ok || c.pos < len(c.data) && isWordByte(c.data[c.pos]) {
		return c.fail(start, "must be a number as JSON writes it")
	}
	return true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// isWordByte reports whether b continues a number or word, rightly or wrongly.
func isWordByte(b byte) bool {
	return isDigit(b) || b == '.' || b == '+' || b == '-' || b == '_' || 'a' <= b|0x20 && b|0x20 <= 'z'
}

// text checks a string and returns what stands between its quotes, and whether
// that contains escapes.
func (c *checker) text() (content []byte, escaped, ok bool) {
	c.pos++
	start := c.pos
	for c.pos < len(c.data) {
		switch b := c.data[c.pos]; {
		case b == '"':
			c.pos++
			return c.data[start : c.pos-1 : c.pos-1], escaped, true
		case b == '\\':
			escaped = true
			if !c.escape() {
				return nil, false, false
			}
		case b < ' ':
			return nil, false, c.failByte("must not contain a bare control character")
		case b < utf8.RuneSelf:
			c.pos++
		default:
			r, size := utf8.DecodeRune(c.data[c.pos:])
			if r == utf8.RuneError && size == 1 {
				return nil, false, c.failByte("must be valid UTF-8")
			}
			c.pos += size
		}
	}
	return nil, false, c.fail(c.pos, "must have a closing quote")
}

func (c *checker) failByte(reason string) bool {
	c.note(c.pos, shown(c.data[c.pos:c.pos+1]), reason)
	return false
}

// escape checks an escape and steps over it.
func (c *checker) escape() bool {
	rest := c.data[c.pos:]
	refuse := func(size int, reason string) bool {
		c.note(c.pos, shown(rest[:min(size, len(rest))]), reason)
		return false
	}
	const short, long = len(`\n`), len(`\u0000`)
	if len(rest) < short {
		return refuse(short, "must not end in an escape")
	}
	switch rest[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		c.pos += short
		return true
	case 'u':
		r, ok := hex4(rest)
		switch {
		case !ok:
			return refuse(long, "must have four hexadecimal digits after \\u")
		case lowSurrogate(r):
			return refuse(long, "must not contain half a surrogate pair")
		case highSurrogate(r):
			low, ok := hex4(rest[long:])
			if !ok || !lowSurrogate(low) {
				return refuse(long, "must not contain half a surrogate pair")
			}
			c.pos += long
		}
		c.pos += long
		return true
	}
	return refuse(short, "must not contain an unknown escape")
}
