package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
)

// The keys in the bucket meta of a store that is a copy of what a home keeps.
const (
	keyHome  = "home"  // the home's name
	keyGroup = "group" // the number of the last group that the copy has; 0 where it has changed by itself
	keyPush  = "push"  // stands there while the home is to become what this store is
)

// A binding is what a store knows of its home.
type binding struct {
	home  string
	group uint64
	push  bool
}

func bindingOf(tx *transaction) (b binding) {
	meta := tx.Bucket([]byte(bucketMeta))
	b.home, b.push = string(meta.Get([]byte(keyHome))), meta.Get([]byte(keyPush)) != nil
	b.group, _ = strconv.ParseUint(string(meta.Get([]byte(keyGroup))), 10, 64) // 0 for one that is not there
	return b
}

// bind notes that a store is as its home is with a group.
func bind(tx *transaction, home string, group uint64) error {
	return errors.Join(
		tx.put(place{bucketMeta, keyHome}, []byte(home)),
		tx.put(place{bucketMeta, keyGroup}, strconv.AppendUint(nil, group, 10)),
		tx.remove(place{bucketMeta, keyPush}),
	)
}

// loosen notes that a store has changed without its home, if it has one.
func loosen(tx *transaction) error {
	if tx.Bucket([]byte(bucketMeta)).Get([]byte(keyGroup)) == nil {
		return nil
	}
	return tx.remove(place{bucketMeta, keyGroup})
}

// pushLater has a store become what its home keeps when it is opened with one.
func pushLater(tx *transaction) error { return tx.put(place{bucketMeta, keyPush}, []byte("1")) }

// join makes the file a copy of what a home keeps, and has all changes kept there from now on. A home that nothing was ever kept
// in gets what is in the file.
func (f *file) join(home Home) error {
	ctx := context.Background()
	last, err := home.Last(ctx)
	if err != nil {
		return err
	}
	have, records, err := f.standing()
	if err != nil {
		return err
	}
	moves := have.push || last.nothing() && records
	strange := have.home != last.Home || have.group == 0
	if records && (len(last.From) > 0 || strange && !moves) {
		err = f.putAside()
	}
	switch {
	case err != nil:
	case len(last.From) > 0:
		last, err = f.inherit(ctx, home, last)
	case moves:
		last, err = f.push(ctx, home, last)
	case have.home == last.Home && have.group >= max(last.Since, 1) && have.group <= last.Number:
		err = f.adopt(last)
	default:
		err = f.pull(ctx, home, last)
	}
	if err == nil && len(last.Retire) > 0 {
		last, err = f.retire(ctx, home, last)
	}
	f.home, f.bound, f.group = home, last.Home, last.Number
	return err
}

// standing returns what the file knows of its home, and whether there are records in it.
func (f *file) standing() (have binding, records bool, err error) {
	err = f.view(func(tx *transaction) error {
		have = bindingOf(tx)
		return tx.eachRecord(func(place, []byte) error { records = true; return nil })
	})
	return have, records, err
}

// adopt makes the changes of a group that the home has.
func (f *file) adopt(g Group) error {
	return f.db.Update(func(b *bbolt.Tx) error {
		tx := &transaction{Tx: b, changed: map[place]bool{}}
		for _, c := range g.Changes {
			if err := tx.change(c); err != nil {
				return err
			}
		}
		if g.Wipes {
			if err := soil(tx); err != nil {
				return err
			}
		}
		return bind(tx, g.Home, g.Number)
	})
}

// How many changes are made together where all records are.
const (
	maxMoved      = 500
	maxMovedBytes = 4 << 20
)

// putAside keeps what is in the file, which the home may not have, beside it.
func (f *file) putAside() error {
	kept := asidePath(f.path)
	if err := errors.Join(gone(os.Remove(kept)), os.Link(f.path, kept)); err != nil {
		return fmt.Errorf("keep the records that were here: %w", err)
	}
	return nil
}

// pull puts a copy of what a home keeps in the place of the file.
func (f *file) pull(ctx context.Context, home Home, last Group) error {
	err := f.download(func(visit func(Change) error) error { return home.Load(ctx, visit) }, func(tx *transaction) error { return bind(tx, last.Home, last.Number) })
	if err != nil {
		return fmt.Errorf("load the records: %w", err)
	}
	return nil
}

// download puts a new file with certain records in the place of this one.
func (f *file) download(load func(visit func(Change) error) error, finish func(*transaction) error) error {
	fresh := f.path + rewriteSuffix
	err := gone(os.Remove(fresh))
	if err == nil {
		err = fill(fresh, load, finish)
	}
	if err == nil {
		err = f.replaceBy(fresh)
	}
	return errors.Join(err, gone(os.Remove(fresh)))
}

// fill writes records into a new file.
func fill(path string, load func(visit func(Change) error) error, finish func(*transaction) error) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	w := &filling{file: &file{db: db}}
	err = w.file.write(func(tx *transaction) error {
		return errors.Join(tx.makeBuckets(), tx.put(place{bucketMeta, "format"}, []byte(format)))
	})
	if err == nil {
		err = load(w.add)
	}
	if err == nil {
		err = w.flush()
	}
	if err == nil {
		err = w.file.write(finish)
	}
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}

// A filling gathers records on their way into a file.
type filling struct {
	file    *file
	waiting []Change
}

func (w *filling) add(c Change) error {
	if w.waiting = append(w.waiting, c); len(w.waiting) < maxMoved {
		return nil
	}
	return w.flush()
}

func (w *filling) flush() error {
	defer func() { w.waiting = w.waiting[:0] }()
	return w.file.write(func(tx *transaction) error {
		for _, c := range w.waiting {
			if err := tx.change(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// push makes a home what the file is, and returns its last group then. Where it does not come to its end it is begun
// again the next time.
func (f *file) push(ctx context.Context, home Home, last Group) (Group, error) {
	err := f.write(pushLater)
	if err != nil {
		return last, err
	}
	there := map[place][]byte{}
	err = home.Load(ctx, func(c Change) error {
		there[place{c.Bucket, c.Key}] = c.Value
		return nil
	})
	if err != nil {
		return last, fmt.Errorf("look at the records that are kept: %w", err)
	}
	m := mover{home: home, last: last}
	err = f.view(func(tx *transaction) error {
		return tx.eachRecord(func(at place, data []byte) error {
			had, ok := there[at]
			delete(there, at)
			if ok && bytes.Equal(had, data) && len(last.From) == 0 { // what is taken over is kept anew, lest a deletion that is late on the way meets it
				return nil
			}
			return m.move(ctx, Change{at.bucket, at.key, bytes.Clone(data)})
		})
	})
	for at := range there {
		if err == nil {
			err = m.move(ctx, Change{Bucket: at.bucket, Key: at.key})
		}
	}
	if err == nil {
		err = m.end(ctx)
	}
	if err != nil {
		return last, fmt.Errorf("keep the records that are here: %w", err)
	}
	return m.last, f.write(func(tx *transaction) error { return bind(tx, m.last.Home, m.last.Number) })
}

// write changes the file alone.
func (f *file) write(change func(*transaction) error) error {
	return f.db.Update(func(tx *bbolt.Tx) error { return change(&transaction{Tx: tx, changed: map[place]bool{}}) })
}

// A mover has changes kept in groups.
type mover struct {
	home    Home
	last    Group
	waiting []Change
	size    int
}

func (m *mover) move(ctx context.Context, c Change) error {
	m.waiting = append(m.waiting, c)
	if m.size += len(c.Value); len(m.waiting) < maxMoved && m.size < maxMovedBytes {
		return nil
	}
	return m.flush(ctx)
}

func (m *mover) flush(ctx context.Context) error {
	if len(m.waiting) == 0 {
		return nil
	}
	return m.keep(ctx, m.last.From, m.last.Retire)
}

// end keeps what waits, and that all was taken over from elsewhere.
func (m *mover) end(ctx context.Context) error {
	if len(m.waiting) == 0 && len(m.last.From) == 0 {
		return nil
	}
	retire := m.last.Retire
	if len(m.last.From) > 0 {
		retire = m.last.From
	}
	return m.keep(ctx, nil, retire)
}

func (m *mover) keep(ctx context.Context, from, retire []string) error {
	next := Group{Home: m.last.Home, Number: m.last.Number + 1, Since: m.last.Number, Mine: true, Wipes: true, Changes: m.waiting, From: from, Retire: retire}
	if err := m.home.Keep(ctx, next); err != nil {
		return err
	}
	m.last, m.waiting, m.size = next, nil, 0
	return nil
}
