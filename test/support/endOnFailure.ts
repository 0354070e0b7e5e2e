import fc from 'fast-check';

// Whether a property fails is all that a planted fault is run for; to find a short case takes many times as long.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
