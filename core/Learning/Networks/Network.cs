using System.Numerics;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Networks;

/// <summary>The paper's network: LSTM layers over the clips of a sample, dense layers on the last hidden state, one estimate.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
/// <remarks>Not safe for use by several threads at once. Source: the paper, section 4.3.</remarks>
public sealed unsafe class Network<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Pinned<T> _weights;
    private readonly LstmLayer<T>[] _lstm;
    private readonly DropoutLayer<T>[] _lstmDropout;
    private readonly DenseLayer<T>[] _dense;
    private readonly DropoutLayer<T>[] _denseDropout;
    private readonly Workers _workers;
    private Pinned<nint> _rows = new(0);        // where each clip is
    private int[] _masked = [];                 // (batch): masked steps of each sample
    private Pinned<T> _gradient = new(0);       // as _weights, once trained
    private Pinned<T> _upper = new(0);          // gradients between two layers
    private Pinned<T> _lower = new(0);

    /// <summary>A network whose weights are all zero.</summary>
    /// <param name="spec">Layers and sizes.</param>
    /// <param name="threads">Threads a large product may use; the result is the same for any number.</param>
    public Network(NetworkSpec spec, int threads = 1)
    {
        Spec = spec.Checked();
        _workers = new Workers(threads);
        _weights = new Pinned<T>((int)spec.ParameterCount);
        (_lstm, _dense) = (new LstmLayer<T>[spec.Lstm.Count], new DenseLayer<T>[spec.Dense.Count]);
        _lstmDropout = [.. spec.Lstm.Select(l => new DropoutLayer<T>(l.Dropout))];
        _denseDropout = [.. spec.Dense.Select(d => new DropoutLayer<T>(d.Dropout))];
        var inputs = spec.Inputs;
        var weights = _weights.Pointer;
        for (var n = 0; n < _lstm.Length; n++)
        {
            var units = spec.Lstm[n].Units;
            _lstm[n] = new LstmLayer<T>(spec.Lstm[n], inputs, weights);
            weights += (nint)(inputs + units + 1) * 4 * units;
            inputs = units;
        }

        for (var n = 0; n < _dense.Length; n++)
        {
            _dense[n] = new DenseLayer<T>(spec.Dense[n], inputs, weights);
            weights += (nint)(inputs + 1) * spec.Dense[n].Units;
            inputs = spec.Dense[n].Units;
        }
    }

    /// <summary>Layers and sizes.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>All weights, in the order of <see cref="NetworkSpec.Parameters"/>, each row-major.</summary>
    public Span<T> Weights => _weights.Span;

    /// <summary>The gradient of the last <see cref="Learn"/>, in the order of <see cref="Weights"/>.</summary>
    public Span<T> Gradient => _gradient.Span;

    /// <summary>The weights as memory.</summary>
    public ReadOnlyMemory<T> WeightMemory => _weights.Array;

    internal Workers Workers => _workers;

    /// <summary>Draws the initial weights.</summary>
    public void Initialize(Rng rng) => Initializer.Fill(Spec, Weights, rng);

    /// <summary>Estimates the scaled plays of some samples.</summary>
    /// <param name="clips">The clips, as vectors of <see cref="NetworkSpec.Inputs"/> numbers.</param>
    /// <param name="batch">Which consecutive clips make each sample, after how many masked steps.</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="estimates">Shape (batch), overwritten.</param>
    /// <exception cref="ArgumentException">A sample reaches beyond its song, or the batch is too large or has other clips than the network
    /// takes.</exception>
    public void Predict(ClipSet<T> clips, ReadOnlySpan<Sample> batch, int steps, Span<T> estimates)
    {
        Forward(clips, batch, steps, training: null);
        new ReadOnlySpan<T>(_dense[^1].Output, batch.Length).CopyTo(estimates);
        GC.KeepAlive(this);
        GC.KeepAlive(clips);
    }

    /// <summary>One forward and backward pass: leaves the gradient of the mean loss in <see cref="Gradient"/>.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="batch">Which consecutive clips make each sample, after how many masked steps.</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="targets">Scaled plays, shape (batch).</param>
    /// <param name="loss">What is minimized.</param>
    /// <param name="dropout">Where dropout draws from; null switches dropout off.</param>
    /// <returns>Sum over the batch of the loss and of the squared error.</returns>
    /// <exception cref="ArgumentException">As of <see cref="Predict"/>, or there are more or fewer targets than samples.</exception>
    public (double Loss, double SquaredError) Learn(
        ClipSet<T> clips, ReadOnlySpan<Sample> batch, int steps, ReadOnlySpan<double> targets, Loss loss, Rng? dropout)
    {
        if (targets.Length != batch.Length)
            throw new ArgumentException($"{batch.Length} samples have {targets.Length} targets; as many are right.", nameof(targets));
        Forward(clips, batch, steps, dropout);
        var result = StartGradient(targets, loss);
        Backward(steps);
        GC.KeepAlive(this);
        GC.KeepAlive(clips);
        return result;
    }

    private void Forward(ClipSet<T> clips, ReadOnlySpan<Sample> batch, int steps, Rng? training)
    {
        if (clips.Inputs != Spec.Inputs)
            throw new ArgumentException($"The clips have {clips.Inputs} numbers; the network takes {Spec.Inputs}.", nameof(clips));
        var rows = RowsOf(batch.Length, steps);
        _rows = _rows.AtLeast(rows);
        clips.Point(batch, steps, (T**)_rows.Pointer);
        _masked = new int[batch.Length];
        for (var sample = 0; sample < batch.Length; sample++)
            _masked[sample] = batch[sample].Masked;
        T* x = null;
        for (var n = 0; n < _lstm.Length; n++)
        {
            var units = Spec.Lstm[n].Units;
            _lstm[n].Forward(InputOf(n, x), _masked, steps, training, _workers);             // (rows, units)
            x = _lstmDropout[n].Forward(_lstm[n].Hidden, rows * units, training);
        }

        x += (nint)(rows - batch.Length) * Spec.Lstm[^1].Units;                              // last step: (batch, units)
        for (var n = 0; n < _dense.Length; n++)
        {
            _dense[n].Forward(x, batch.Length, _workers);
            x = _denseDropout[n].Forward(_dense[n].Output, batch.Length * Spec.Dense[n].Units, training);
        }
    }

    /// <summary>Rows of a batch, if all that a layer keeps of them fits one array.</summary>
    private int RowsOf(int samples, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var widest = Math.Max(Spec.Lstm.Max(layer => 4L * layer.Units), Spec.Dense.Max(layer => layer.Units));
        if ((Int128)samples * steps * widest > Array.MaxLength)
            throw new ArgumentException(
                $"{samples} samples of {steps} clips make {widest} numbers a clip in the widest layer; at most "
                + $"{Array.MaxLength} in all fit one array. Take a smaller batch or fewer steps.",
                nameof(samples));
        return samples * steps;
    }

    private (double Loss, double SquaredError) StartGradient(ReadOnlySpan<double> targets, Loss loss)
    {
        var (sum, squares) = (0.0, 0.0);
        _gradient = _gradient.AtLeast(_weights.Length);
        _upper = _upper.AtLeast(targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            var estimate = double.CreateTruncating(_dense[^1].Output[i]);
            var (value, slope) = loss.Of(estimate, targets[i]);
            _upper.Pointer[i] = T.CreateTruncating(slope / targets.Length);
            sum += value;
            squares += (estimate - targets[i]) * (estimate - targets[i]);
        }

        return (sum, squares);
    }

    private void Backward(int steps)
    {
        var batch = _masked.Length;
        var gradient = _gradient.Pointer + _weights.Length;
        for (var n = _dense.Length - 1; n >= 0; n--)
        {
            var inputs = n > 0 ? Spec.Dense[n - 1].Units : Spec.Lstm[^1].Units;
            gradient -= (nint)(inputs + 1) * Spec.Dense[n].Units;
            _lower = _lower.AtLeast(batch * inputs);
            _denseDropout[n].Backward(_upper.Pointer, batch * Spec.Dense[n].Units);
            _dense[n].Backward(DenseInput(n, batch, steps), _upper.Pointer, gradient, _lower.Pointer, batch, _workers);
            (_upper, _lower) = (_lower, _upper);
        }

        SpreadOverSteps(batch, steps);
        for (var n = _lstm.Length - 1; n >= 0; n--)
        {
            var (inputs, units) = (n > 0 ? Spec.Lstm[n - 1].Units : Spec.Inputs, Spec.Lstm[n].Units);
            gradient -= (nint)(inputs + units + 1) * 4 * units;
            if (n > 0)
                _lower = _lower.AtLeast(batch * steps * inputs);
            _lstmDropout[n].Backward(_upper.Pointer, batch * steps * units);
            _lstm[n].Backward(InputOf(n, n > 0 ? _lstmDropout[n - 1].Output(_lstm[n - 1].Hidden) : null), _upper.Pointer, gradient,
                n > 0 ? _lower.Pointer : null, _masked, steps, _workers);
            (_upper, _lower) = (_lower, _upper);
        }
    }

    /// <summary>Only the last step's hidden state reaches the dense layers: the gradients of the other steps start at zero.</summary>
    private void SpreadOverSteps(int batch, int steps)
    {
        var units = Spec.Lstm[^1].Units;
        var rows = batch * steps;
        _lower = _lower.AtLeast(rows * units);
        new Span<T>(_lower.Pointer, (rows - batch) * units).Clear();
        new Span<T>(_upper.Pointer, batch * units).CopyTo(new Span<T>(_lower.Pointer + ((nint)(rows - batch) * units), batch * units));
        (_upper, _lower) = (_lower, _upper);
    }

    private Rows<T> InputOf(int layer, T* below) =>
        layer == 0 ? new Rows<T>((T**)_rows.Pointer) : new Rows<T>(below, Spec.Lstm[layer - 1].Units);

    private T* DenseInput(int layer, int batch, int steps) => layer > 0
        ? _denseDropout[layer - 1].Output(_dense[layer - 1].Output)
        : _lstmDropout[^1].Output(_lstm[^1].Hidden) + ((nint)batch * (steps - 1) * Spec.Lstm[^1].Units);
}
