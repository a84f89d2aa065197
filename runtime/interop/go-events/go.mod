module jackfield/interop/events

go 1.25.0

// It requires nothing: every program brings the go-ethereum that it is about.
