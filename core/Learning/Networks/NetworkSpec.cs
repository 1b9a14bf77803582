namespace PlayCount.Learning.Networks;

/// <summary>A function applied to each number.</summary>
public enum Activation
{
    /// <summary>x.</summary>
    Linear,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>0.2 x + 0.5, cut to [0, 1].</summary>
    HardSigmoid,

    /// <summary>max(x, 0).</summary>
    Relu,
}

/// <summary>One LSTM layer.</summary>
/// <param name="Units">Length of the hidden state; paper: 100.</param>
/// <param name="Activation">Of the candidate and of the cell's output; paper: tanh.</param>
/// <param name="GateActivation">Of the input, forget and output gates; the paper's program: hard-sigmoid.</param>
/// <param name="Dropout">Share of the layer's outputs set to zero while training, [0, 1).</param>
/// <param name="RecurrentDropout">Share of the hidden state that is set to zero on its way to the layer's next step while training, the
/// same for all steps of a sample, [0, 1).</param>
public sealed record LstmSpec(
    int Units = 100,
    Activation Activation = Activation.Tanh,
    Activation GateActivation = Activation.HardSigmoid,
    double Dropout = 0,
    double RecurrentDropout = 0);

/// <summary>One dense layer.</summary>
/// <param name="Units">Number of outputs.</param>
/// <param name="Activation">Applied to each output.</param>
/// <param name="Dropout">Share of the layer's outputs set to zero while training, [0, 1); 0 for the last layer.</param>
public sealed record DenseSpec(int Units, Activation Activation = Activation.Linear, double Dropout = 0);

/// <summary>A network: LSTM layers one on the other, then dense layers on the last step's hidden state; the last gives one
/// number.</summary>
/// <param name="Inputs">Length of a clip's vector.</param>
/// <param name="Lstm">At least one layer.</param>
/// <param name="Dense">At least one layer, the last of one unit without dropout.</param>
/// <remarks>Source: the paper, section 4.3 (figures 6 and 7) and section 7 for the variants.</remarks>
public sealed record NetworkSpec(int Inputs, IReadOnlyList<LstmSpec> Lstm, IReadOnlyList<DenseSpec> Dense)
{
    /// <summary>Most units of a layer, and most inputs: 1,048,576.</summary>
    public const int MaxUnits = 1 << 20;

    /// <summary>Most layers of each kind.</summary>
    public const int MaxLayers = 32;

    /// <summary>The paper's network: 1 or 2 layers of 100 units, one dense unit.</summary>
    public static NetworkSpec Paper(int inputs, int layers) =>
        new(inputs, [.. Enumerable.Repeat(new LstmSpec(), layers)], [new DenseSpec(1)]);

    /// <summary>Throws unless every size and rate is in range.</summary>
    /// <exception cref="ArgumentException">A size or rate is out of range; the message says which.</exception>
    public NetworkSpec Checked()
    {
        Require(Inputs is >= 1 and <= MaxUnits, $"A clip's vector of {Inputs} numbers is out of range: 1 to {MaxUnits} are right.");
        Require(Lstm.Count is >= 1 and <= MaxLayers, $"{Lstm.Count} LSTM layers are out of range: 1 to {MaxLayers} are right.");
        Require(Dense.Count is >= 1 and <= MaxLayers, $"{Dense.Count} dense layers are out of range: 1 to {MaxLayers} are right.");
        Require(!Lstm.Contains(null!) && !Dense.Contains(null!), "A layer of the network is null.");
        foreach (var (units, rate) in Lstm.Select(l => (l.Units, l.Dropout)).Concat(Dense.Select(d => (d.Units, d.Dropout))))
        {
            Require(units is >= 1 and <= MaxUnits, $"A layer of {units} units is out of range: 1 to {MaxUnits} are right.");
            RequireShare("Dropout", rate);
        }

        foreach (var layer in Lstm)
            RequireShare("Recurrent dropout", layer.RecurrentDropout);
        Require(Dense[^1] is { Units: 1, Dropout: 0 }, "The last dense layer must have 1 unit and no dropout: it is the estimate.");
        var numbers = ParameterCount;
        Require(numbers <= Array.MaxLength, $"The network has {numbers} weights; at most {Array.MaxLength} fit one array.");
        return this;
    }

    /// <summary>Number of weights and biases.</summary>
    public long ParameterCount => Parameters().Sum(p => (long)p.Rows * p.Columns);

    /// <summary>Names and shapes of the weights, in the order in which they are stored.</summary>
    public IEnumerable<ParameterShape> Parameters()
    {
        var inputs = Inputs;
        for (var n = 0; n < Lstm.Count; n++)
        {
            var gates = 4 * Lstm[n].Units;
            yield return new ParameterShape($"lstm.{n}.kernel", inputs, gates);
            yield return new ParameterShape($"lstm.{n}.recurrent_kernel", Lstm[n].Units, gates);
            yield return new ParameterShape($"lstm.{n}.bias", 1, gates, IsVector: true);
            inputs = Lstm[n].Units;
        }

        for (var n = 0; n < Dense.Count; n++)
        {
            yield return new ParameterShape($"dense.{n}.kernel", inputs, Dense[n].Units);
            yield return new ParameterShape($"dense.{n}.bias", 1, Dense[n].Units, IsVector: true);
            inputs = Dense[n].Units;
        }
    }

    private static void RequireShare(string name, double rate) => Require(
        rate is >= 0 and < 1, FormattableString.Invariant($"{name} {rate} is out of range: at least 0 and less than 1 is right."));

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}

/// <summary>One weight matrix or bias vector.</summary>
/// <param name="Name">As in the safetensors file.</param>
/// <param name="Rows">Inputs; 1 for a bias.</param>
/// <param name="Columns">Outputs; of an LSTM layer 4 x units, the gates in the order input, forget, candidate, output.</param>
/// <param name="IsVector">Whether the shape is (columns) alone.</param>
public sealed record ParameterShape(string Name, int Rows, int Columns, bool IsVector = false)
{
    /// <summary>The shape as stored.</summary>
    public IReadOnlyList<int> Shape => IsVector ? [Columns] : [Rows, Columns];
}
