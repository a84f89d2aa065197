package main

import "jackfield/interop/events"

type fields = events.Fields

var emit = events.Emit
