package memory

import (
	"runtime"
	"sync"

	"github.com/duizhao/duizhao/lang"
)

// shard is the units of one file, or those that were added, with their
// indexes.
type shard struct {
	path  string
	units []*Unit
	notes header

	lock    sync.Mutex
	indexes map[pairKey]*index
}

// forward is the direction in which a unit is indexed before anybody asks: from
// Chinese where one side is Chinese.
func forward(u *Unit) (key pairKey, turned bool) {
	if !u.From.Chinese() && u.To.Chinese() {
		return keyOf(u.To, u.From), true
	}
	return keyOf(u.From, u.To), false
}

// index gives the indexes of a direction: of the units as they are, and of
// those that are turned to it. Either may be empty.
func (s *shard) index(from, to lang.Tag) (list [2]*index) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.indexes == nil {
		s.indexAll()
	}
	key := keyOf(from, to)
	for i, turned := range []bool{false, true} {
		k := dirKey(key, turned)
		x, ok := s.indexes[k]
		if !ok {
			x = s.make(key, turned)
			s.indexes[k] = x
		}
		list[i] = x
	}
	return list
}

// dirKey keeps units that are turned apart from those that are not.
func dirKey(key pairKey, turned bool) pairKey {
	if turned {
		key.from = "<" + key.from
	}
	return key
}

// indexAll makes the indexes of all directions in which units are indexed
// before anybody asks.
func (s *shard) indexAll() {
	s.indexes = map[pairKey]*index{}
	for _, u := range s.units {
		key, turned := forward(u)
		if k := dirKey(key, turned); s.indexes[k] == nil {
			s.indexes[k] = s.make(key, turned)
		}
	}
}

// make makes the index of a direction.
func (s *shard) make(key pairKey, turned bool) *index {
	var ids []uint32
	for i, u := range s.units {
		from, to := u.From, u.To
		if turned {
			from, to = to, from
		}
		if keyOf(from, to) == key && (!turned || keyOf(u.From, u.To) != key) {
			ids = append(ids, uint32(i))
		}
	}
	shapes := make([]shape, len(ids))
	side(len(ids), func(i int) {
		u := s.units[ids[i]]
		tag, text := u.From, u.Source
		if turned {
			tag, text = u.To, u.Target
		}
		f := fold(tag, text)
		shapes[i] = shapeOf(&f)
	})
	x := build(ids, shapes)
	x.turned = turned
	return x
}

// side calls do for 0 to n-1, on all processors.
func side(n int, do func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n/256+1)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				do(i)
			}
		})
	}
	wait.Wait()
}

// turn is the unit read from target to source.
func turn(u *Unit) *Unit {
	out := *u
	out.Source, out.Target, out.From, out.To = u.Target, u.Source, u.To, u.From
	out.Before, out.After = "", "" // they are of the other language
	return &out
}
