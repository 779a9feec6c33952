package strictjson

import (
	"unicode/utf16"
	"unicode/utf8"
)

// hex4 reads an escape of the form \u0000 at the beginning of text.
func hex4(text []byte) (r rune, ok bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	for _, b := range text[2:6] {
		switch {
		case isDigit(b):
			b -= '0'
		case 'a' <= b|0x20 && b|0x20 <= 'f':
			b = b | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(b)
	}
	return r, true
}

func highSurrogate(r rune) bool { return 0xD800 <= r && r < 0xDC00 }
func lowSurrogate(r rune) bool  { return 0xDC00 <= r && r < 0xE000 }

// unescape returns the text that the content of a checked string stands for.
func unescape(content []byte) []byte {
	text := make([]byte, 0, len(content))
	for i := 0; i < len(content); i++ {
		b := content[i]
		if b != '\\' {
			text = append(text, b)
			continue
		}
		i++
		switch b = content[i]; b {
		case 'b':
			b = '\b'
		case 'f':
			b = '\f'
		case 'n':
			b = '\n'
		case 'r':
			b = '\r'
		case 't':
			b = '\t'
		case 'u':
			r, _ := hex4(content[i-1:])
			i += 4
			if highSurrogate(r) {
				low, _ := hex4(content[i+1:])
				r = utf16.DecodeRune(r, low)
				i += 6
			}
			text = utf8.AppendRune(text, r)
			continue
		}
		text = append(text, b)
	}
	return text
}

const hexDigits = "0123456789abcdef"

// appendText appends valid UTF-8 as a JSON string with as few escapes as can be.
func appendText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' {
			continue
		}
		dst = append(dst, s[start:i]...)
		start = i + 1
		switch b {
		case '"', '\\':
			dst = append(dst, '\\', b)
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&0xF])
		}
	}
	dst = append(dst, s[start:]...)
	return append(dst, '"')
}

// appendCompact appends a checked document without the space between its tokens.
func appendCompact(dst, data []byte) []byte {
	for i := 0; i < len(data); {
		if isSpace(data[i]) {
			i++
			continue
		}
		start := i
		if data[i] == '"' {
			i = textEnd(data, i)
		} else {
			i++
		}
		dst = append(dst, data[start:i]...)
	}
	return dst
}

// textEnd returns the position after the checked string that starts at i.
func textEnd(data []byte, i int) int {
	for i++; data[i] != '"'; i++ {
		if data[i] == '\\' {
			i++
		}
	}
	return i + 1
}
