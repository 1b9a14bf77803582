using System.Numerics;
using System.Numerics.Tensors;
using PlayCount.Learning.Kernels;

namespace PlayCount.Learning.Networks;

/// <summary>
/// One LSTM layer over all steps of a batch. Rows are ordered by step, then by sample: row = step * batch + sample.
/// With x the input, h and c hidden and cell state, s the gate activation and a the activation:
/// i, f, o = s(xW + hU + b), g = a(xW + hU + b), c' = f c + i g, h' = o a(c'). A sample's masked steps, which come first, leave h and c at
/// zero, where every sample starts. With recurrent dropout (h m)U stands for hU while training, m one mask a sample for all its steps.
/// </summary>
/// <remarks>
/// Source: the paper, section 2.2 and figure 1; Hochreiter and Schmidhuber 1997, with forget gates. Recurrent dropout: Gal and Ghahramani
/// 2016, as Keras documents its recurrent_dropout, one mask for all four gates.
/// </remarks>
internal sealed unsafe class LstmLayer<T>(LstmSpec spec, int inputs, T* weights) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _units = spec.Units;
    private readonly int _gates = 4 * spec.Units;
    private readonly T* _kernel = weights;                                                   // (inputs, 4 units)
    private readonly T* _recurrent = weights + ((nint)inputs * 4 * spec.Units);              // (units, 4 units)
    private readonly T* _bias = weights + ((nint)(inputs + spec.Units) * 4 * spec.Units);    // (4 units)
    private Pinned<T> _z = new(0);        // (rows, 4 units): i, f, g, o, then their gradients
    private Pinned<T> _cell = new(0);     // (rows, units)
    private Pinned<T> _squashed = new(0); // (rows, units): a(c)
    private Pinned<T> _hidden = new(0);   // (rows, units)
    private Pinned<T> _mask = new(0);     // (batch, units): 0 or 1 / (1 - rate)
    private Pinned<T> _kept = new(0);     // (rows, units): hidden states times the mask
    private bool _drops;
    private Pinned<T> _cellGradient = new(0);
    private Pinned<T> _hiddenGradient = new(0);
    private Pinned<T> _transposed = new(0);

    /// <summary>Hidden states of the last forward pass, shape (rows, units).</summary>
    public T* Hidden => _hidden.Pointer;

    /// <summary>Hidden states of all steps.</summary>
    /// <param name="x">Shape (rows, inputs).</param>
    /// <param name="masked">Masked steps of each sample, shape (batch).</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="training">Where the mask of recurrent dropout is drawn from; null switches it off.</param>
    /// <param name="workers">Threads.</param>
    public void Forward(Rows<T> x, ReadOnlySpan<int> masked, int steps, Rng? training, Workers workers)
    {
        var batch = masked.Length;
        Reserve(batch * steps);
        DrawMask(batch, steps, training);
        for (var row = 0; row < batch * steps; row++)
            new Span<T>(_bias, _gates).CopyTo(Z(row));
        MatMul.Multiply(x, false, _kernel, _gates, _z.Pointer, _gates, batch * steps, _gates, inputs, accumulate: true, workers);
        for (var step = 0; step < steps; step++)
        {
            var first = step * batch;
            if (step > 0)
                MatMul.Multiply(RowsOf(Recurring(first - batch, batch), first - batch), false, _recurrent, _gates,
                    _z.Pointer + ((nint)first * _gates), _gates, batch, _gates, _units, accumulate: true, workers);
            for (var sample = 0; sample < batch; sample++)
            {
                if (step < masked[sample])
                    Mask(first + sample);
                else
                    Step(first + sample, previous: first + sample - batch);
            }
        }
    }

    /// <summary>Gradients of the weights, and of the inputs unless <paramref name="inputGradient"/> is null.</summary>
    /// <param name="x">The inputs of the forward pass.</param>
    /// <param name="hiddenGradient">Shape (rows, units); overwritten with the gradient through time.</param>
    /// <param name="gradient">Where the gradients of kernel, recurrent kernel and bias go, in this order.</param>
    /// <param name="inputGradient">Shape (rows, inputs), overwritten, or null.</param>
    /// <param name="masked">Masked steps of each sample, shape (batch).</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="workers">Threads.</param>
    public void Backward(
        Rows<T> x, T* hiddenGradient, T* gradient, T* inputGradient, ReadOnlySpan<int> masked, int steps, Workers workers)
    {
        var batch = masked.Length;
        _cellGradient = _cellGradient.AtLeast(batch * _units);
        _cellGradient.Span.Clear();
        var backward = steps > 1 ? Transpose(_recurrent, _units, _gates) : null;             // (4 units, units)
        for (var step = steps - 1; step >= 0; step--)
        {
            var first = step * batch;
            if (step < steps - 1)
                RecurrentGradient(first + batch, backward, hiddenGradient + ((nint)first * _units), batch, workers);
            for (var sample = 0; sample < batch; sample++)
            {
                if (step < masked[sample])
                    Z(first + sample).Clear();
                else
                    StepBack(first + sample, previous: step == 0 ? -1 : first + sample - batch, sample,
                        new Span<T>(hiddenGradient + ((nint)(first + sample) * _units), _units));
            }
        }

        WeightGradients(x, gradient, batch, steps, workers);
        if (inputGradient is not null)
            MatMul.Multiply(RowsOf(_z, 0), false, Transpose(_kernel, inputs, _gates), inputs, inputGradient, inputs, batch * steps, inputs,
                _gates, accumulate: false, workers);
    }

    private void DrawMask(int batch, int steps, Rng? training)
    {
        _drops = training is not null && spec.RecurrentDropout > 0;
        if (!_drops)
            return;
        _mask = _mask.AtLeast(batch * _units);
        _kept = _kept.AtLeast(batch * steps * _units);
        DropoutLayer<T>.Draw(spec.RecurrentDropout, new Span<T>(_mask.Pointer, batch * _units), training!);
    }

    /// <summary>The hidden states as the recurrent product sees them, those of the step that begins with a row now among them.</summary>
    private Pinned<T> Recurring(int first, int batch)
    {
        if (!_drops)
            return _hidden;
        var place = (nint)first * _units;
        TensorPrimitives.Multiply(
            new ReadOnlySpan<T>(_hidden.Pointer + place, batch * _units), new ReadOnlySpan<T>(_mask.Pointer, batch * _units),
            new Span<T>(_kept.Pointer + place, batch * _units));
        return _kept;
    }

    /// <summary>Adds to the gradient of a step's hidden states what comes back through the gates of the next step.</summary>
    /// <param name="next">First row of the next step.</param>
    /// <param name="backward">The recurrent kernel transposed, shape (4 units, units).</param>
    /// <param name="hiddenGradient">Of the step, shape (batch, units).</param>
    /// <param name="batch">Samples.</param>
    /// <param name="workers">Threads.</param>
    private void RecurrentGradient(int next, T* backward, T* hiddenGradient, int batch, Workers workers)
    {
        _hiddenGradient = _hiddenGradient.AtLeast(_drops ? batch * _units : 0);
        MatMul.Multiply(RowsOf(_z, next), false, backward, _units, _drops ? _hiddenGradient.Pointer : hiddenGradient, _units, batch, _units,
            _gates, accumulate: !_drops, workers);
        if (!_drops)
            return;
        var sum = new Span<T>(hiddenGradient, batch * _units);
        TensorPrimitives.MultiplyAdd(
            new ReadOnlySpan<T>(_hiddenGradient.Pointer, batch * _units), new ReadOnlySpan<T>(_mask.Pointer, batch * _units), sum, sum);
    }

    private void Step(int row, int previous)
    {
        var z = Z(row);
        Activations.Apply(spec.GateActivation, z[..(2 * _units)]);                           // i, f
        Activations.Apply(spec.Activation, z[(2 * _units)..(3 * _units)]);                   // g
        Activations.Apply(spec.GateActivation, z[(3 * _units)..]);                           // o
        var cell = Of(_cell, row);
        var squashed = Of(_squashed, row);
        TensorPrimitives.Multiply(z[.._units], z[(2 * _units)..(3 * _units)], cell);
        if (previous >= 0)
            TensorPrimitives.MultiplyAdd(z[_units..(2 * _units)], Of(_cell, previous), cell, cell);
        cell.CopyTo(squashed);
        Activations.Apply(spec.Activation, squashed);
        TensorPrimitives.Multiply(z[(3 * _units)..], squashed, Of(_hidden, row));
    }

    private void Mask(int row)
    {
        Of(_cell, row).Clear();
        Of(_hidden, row).Clear();
    }

    /// <summary>Turns the gates of a row into their gradients, given the gradients of its hidden and cell state.</summary>
    private void StepBack(int row, int previous, int sample, Span<T> hiddenGradient)
    {
        var z = Z(row);
        var i = z[.._units];
        var f = z[_units..(2 * _units)];
        var g = z[(2 * _units)..(3 * _units)];
        var o = z[(3 * _units)..];
        var squashed = Of(_squashed, row);
        var cellGradient = Of(_cellGradient, sample);
        Span<T> own = stackalloc T[_units <= 1024 ? _units : 0];
        var scratch = own.Length == _units ? own : new T[_units];

        TensorPrimitives.Multiply(hiddenGradient, o, scratch);
        Activations.ScaleByDerivative(spec.Activation, squashed, scratch);
        TensorPrimitives.Add(cellGradient, scratch, cellGradient);                           // dc

        TensorPrimitives.Multiply(hiddenGradient, squashed, scratch);
        Activations.ScaleByDerivative(spec.GateActivation, o, scratch);
        scratch.CopyTo(o);                                                                   // dz of o
        TensorPrimitives.Multiply(cellGradient, g, scratch);
        Activations.ScaleByDerivative(spec.GateActivation, i, scratch);                      // dz of i, kept until g is done
        TensorPrimitives.Multiply(cellGradient, i, i);
        Activations.ScaleByDerivative(spec.Activation, g, i);
        i.CopyTo(g);                                                                         // dz of g
        scratch.CopyTo(i);                                                                   // dz of i
        TensorPrimitives.Multiply(cellGradient, f, scratch);                                 // dc of the step before
        if (previous >= 0)
            TensorPrimitives.Multiply(cellGradient, Of(_cell, previous), cellGradient);
        else
            cellGradient.Clear();
        Activations.ScaleByDerivative(spec.GateActivation, f, cellGradient);
        cellGradient.CopyTo(f);                                                              // dz of f
        scratch.CopyTo(cellGradient);
    }

    private void WeightGradients(Rows<T> x, T* gradient, int batch, int steps, Workers workers)
    {
        var rows = batch * steps;
        var recurrent = gradient + ((nint)inputs * _gates);
        var bias = new Span<T>(recurrent + ((nint)_units * _gates), _gates);
        MatMul.Multiply(x, true, _z.Pointer, _gates, gradient, _gates, inputs, _gates, rows, accumulate: false, workers);
        if (steps > 1)
            MatMul.Multiply(RowsOf(_drops ? _kept : _hidden, 0), true, _z.Pointer + ((nint)batch * _gates), _gates, recurrent, _gates,
                _units, _gates, rows - batch, accumulate: false, workers);
        else
            new Span<T>(recurrent, _units * _gates).Clear();
        bias.Clear();
        for (var row = 0; row < rows; row++)
            TensorPrimitives.Add(bias, Z(row), bias);
    }

    private T* Transpose(T* matrix, int rows, int columns)
    {
        _transposed = _transposed.AtLeast(rows * columns);
        Matrices.Transpose(matrix, rows, columns, _transposed.Pointer);
        return _transposed.Pointer;
    }

    private void Reserve(int rows)
    {
        _z = _z.AtLeast(rows * _gates);
        _cell = _cell.AtLeast(rows * _units);
        _squashed = _squashed.AtLeast(rows * _units);
        _hidden = _hidden.AtLeast(rows * _units);
    }

    private Span<T> Z(int row) => new(_z.Pointer + ((nint)row * _gates), _gates);

    private Span<T> Of(Pinned<T> matrix, int row) => new(matrix.Pointer + ((nint)row * _units), _units);

    private Rows<T> RowsOf(Pinned<T> matrix, int first)
    {
        var stride = ReferenceEquals(matrix, _z) ? _gates : _units;
        return new Rows<T>(matrix.Pointer + ((nint)first * stride), stride);
    }
}
