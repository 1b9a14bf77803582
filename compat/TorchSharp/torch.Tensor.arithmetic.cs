using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x + y.</summary>
        public static Tensor operator +(Tensor left, Tensor right) =>
            Call.Result(NativeMethods.Add(left.Safe, right.Safe, out var result), result);

        /// <summary>x + y.</summary>
        public static Tensor operator +(Tensor left, double right) =>
            Call.Result(NativeMethods.AddScalar(left.Safe, Of(right), out var result), result);

        /// <summary>x - y.</summary>
        public static Tensor operator -(Tensor left, Tensor right) =>
            Call.Result(NativeMethods.Sub(left.Safe, right.Safe, out var result), result);

        /// <summary>x - y.</summary>
        public static Tensor operator -(Tensor left, double right) =>
            Call.Result(NativeMethods.SubScalar(left.Safe, Of(right), out var result), result);

        /// <summary>x - y.</summary>
        public static Tensor operator -(int left, Tensor right) =>
            Call.Result(NativeMethods.RsubScalar(right.Safe, Of(left), out var result), result);

        /// <summary>x y, number by number.</summary>
        public static Tensor operator *(Tensor left, Tensor right) =>
            Call.Result(NativeMethods.Mul(left.Safe, right.Safe, out var result), result);

        /// <summary>x y.</summary>
        public static Tensor operator *(Tensor left, double right) =>
            Call.Result(NativeMethods.MulScalar(left.Safe, Of(right), out var result), result);

        /// <summary>x / y, number by number.</summary>
        public static Tensor operator /(Tensor left, Tensor right) =>
            Call.Result(NativeMethods.Div(left.Safe, right.Safe, out var result), result);

        /// <summary>x / y.</summary>
        public static Tensor operator /(Tensor left, int right) =>
            Call.Result(NativeMethods.DivScalar(left.Safe, Of(right), out var result), result);

        /// <summary>Where x is more than y.</summary>
        public static Tensor operator >(Tensor left, Scalar right) =>
            Call.Result(NativeMethods.GtScalar(left.Safe, right.Native, out var result), result);

        /// <summary>Where x is less than y.</summary>
        public static Tensor operator <(Tensor left, Scalar right) =>
            Call.Result(NativeMethods.LtScalar(left.Safe, right.Native, out var result), result);

        /// <summary>Where x is at least y.</summary>
        public static Tensor operator >=(Tensor left, Scalar right) =>
            Call.Result(NativeMethods.GeScalar(left.Safe, right.Native, out var result), result);

        /// <summary>Where x is at most y.</summary>
        public static Tensor operator <=(Tensor left, Scalar right) =>
            Call.Result(NativeMethods.LeScalar(left.Safe, right.Native, out var result), result);

        /// <summary>The hyperbolic tangent.</summary>
        public Tensor tanh() => Call.Result(NativeMethods.Tanh(Safe, out var result), result);

        /// <summary>1 / (1 + e^-x).</summary>
        public Tensor sigmoid() => Call.Result(NativeMethods.Sigmoid(Safe, out var result), result);

        /// <summary>x, or 0 where it is less.</summary>
        public Tensor relu() => Call.Result(NativeMethods.Relu(Safe, out var result), result);

        /// <summary>x x.</summary>
        public Tensor square() => Call.Result(NativeMethods.Square(Safe, out var result), result);

        /// <summary>|x|.</summary>
        public Tensor abs() => Call.Result(NativeMethods.Abs(Safe, out var result), result);

        /// <summary>ln x.</summary>
        public Tensor log() => Call.Result(NativeMethods.Log(Safe, out var result), result);

        /// <summary>ln (1 + x).</summary>
        public Tensor log1p() => Call.Result(NativeMethods.Log1p(Safe, out var result), result);

        /// <summary>The square root.</summary>
        public Tensor sqrt() => Call.Result(NativeMethods.Sqrt(Safe, out var result), result);

        /// <summary>x between bounds, of which one may be left out.</summary>
        public unsafe Tensor clamp(Scalar? min = null, Scalar? max = null)
        {
            var (least, most) = (min?.Native ?? default, max?.Native ?? default);
            return Call.Result(
                NativeMethods.Clamp(Safe, min is null ? null : &least, max is null ? null : &most, out var result), result);
        }

        /// <summary>The product of matrices.</summary>
        public Tensor mm(Tensor target) => Call.Result(NativeMethods.Mm(Safe, target.Safe, out var result), result);

        /// <summary>The products of stacked matrices.</summary>
        public Tensor bmm(Tensor batch2) => Call.Result(NativeMethods.Bmm(Safe, batch2.Safe, out var result), result);

        /// <summary>The sum of all numbers.</summary>
        public Tensor sum(ScalarType? type = null) =>
            Call.Result(NativeMethods.Sum(Safe, (int?)type ?? OwnKind, out var result), result);

        /// <summary>The sums along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Call.Result(NativeMethods.SumDimension(Safe, dim, keepdim ? 1 : 0, (int?)type ?? OwnKind, out var result), result);

        /// <summary>Takes over another tensor's numbers.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) =>
            Same(NativeMethods.CopyInPlace(Safe, source.Safe, nonBlocking ? 1 : 0));

        /// <summary>Becomes 0.</summary>
        public Tensor zero_() => Same(NativeMethods.ZeroInPlace(Safe));

        /// <summary>Adds y in place.</summary>
        public Tensor add_(Tensor target) => Same(NativeMethods.AddInPlace(Safe, target.Safe, Of(1)));

        /// <summary>Adds alpha y in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => Same(NativeMethods.AddInPlace(Safe, target.Safe, alpha.Native));

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => Same(NativeMethods.AddScalarInPlace(Safe, scalar.Native));

        /// <summary>Subtracts y in place.</summary>
        public Tensor sub_(Tensor target) => Same(NativeMethods.SubInPlace(Safe, target.Safe));

        /// <summary>Multiplies by y in place.</summary>
        public Tensor mul_(Tensor target) => Same(NativeMethods.MulInPlace(Safe, target.Safe));

        /// <summary>Multiplies by a number in place.</summary>
        public Tensor mul_(Scalar target) => Same(NativeMethods.MulScalarInPlace(Safe, target.Native));

        /// <summary>Adds value a b in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Same(NativeMethods.AddcmulInPlace(Safe, tensor1.Safe, tensor2.Safe, value.Native));

        /// <summary>Adds value a / b in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) =>
            Same(NativeMethods.AddcdivInPlace(Safe, tensor1.Safe, tensor2.Safe, value.Native));

        private static NativeScalar Of(double value) => ((Scalar)value).Native;

        private static NativeScalar Of(int value) => ((Scalar)value).Native;
    }
}
