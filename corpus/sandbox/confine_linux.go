package sandbox

func confine() Report { return Report{} }
