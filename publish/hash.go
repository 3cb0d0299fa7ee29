package publish

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
)

// Hash is the beginning of a SHA-256, 160 bits: far more than two files of one
// project could ever share by chance. The zero Hash stands for "nothing".
type Hash [20]byte

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Sum is the hash of data.
func Sum(data []byte) Hash {
	full := sha256.Sum256(data)
	return Hash(full[:20])
}

// String is the hash as files have it: 32 characters of base32, "" for none.
func (h Hash) String() string {
	if h == (Hash{}) {
		return ""
	}
	return encoding.EncodeToString(h[:])
}

// MarshalText writes the hash as String does.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *Hash) UnmarshalText(text []byte) error {
	*h = Hash{}
	if len(text) == 0 {
		return nil
	}
	if len(text) != 32 {
		return errHash
	}
	_, err := encoding.Decode(h[:], text)
	return err
}

var errHash = errors.New("not a hash")
