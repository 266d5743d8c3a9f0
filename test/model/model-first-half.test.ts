import { describeHalf } from "./describe-half.ts";

describeHalf("first");
