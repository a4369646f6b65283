typedef int WscNothingYet;
