using System.Text.Json.Serialization;

namespace PlayCount.Learning.Evaluation;

/// <summary>How a network's training went.</summary>
public enum NetworkStatus
{
    /// <summary>The final validation MSE is below the first epoch's.</summary>
    Improved,

    /// <summary>The final validation MSE is not below the first epoch's: the paper's "diverging".</summary>
    Worsened,

    /// <summary>A loss or weight became infinite or not a number; training stopped there.</summary>
    NonFinite,

    /// <summary>Too few songs reach the number of steps to train and to validate.</summary>
    TooShort,
}

/// <summary>Mean paired difference of squared errors (network minus reference: negative is better) with its 95 % interval.</summary>
public sealed record PairedDifference(double Mean, double Low, double High);

/// <summary>Scores of one network of one user, in scaled units.</summary>
/// <param name="User">The user's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
/// <param name="Status">How training went.</param>
/// <param name="TrainSamples">Samples a fold trains on, rounded mean over the folds.</param>
/// <param name="ValidationSamples">Samples validated, each once.</param>
/// <param name="ValidationSongs">Songs validated, each once.</param>
/// <param name="FirstValidationMse">Validation MSE after the first epoch, mean over the folds; null when too short.</param>
/// <param name="FinalValidationMse">Validation MSE after the last epoch.</param>
/// <param name="BestValidationMse">Lowest validation MSE of any epoch.</param>
/// <param name="BestEpoch">The epoch of <paramref name="BestValidationMse"/>, from 1.</param>
/// <param name="ScoredMse">MSE on the scored rows (songs under split <c>sound</c>, samples under <c>paper-*</c>) after the last
/// epoch.</param>
/// <param name="R2">1 - scored MSE / MSE of the training mean on the same rows.</param>
/// <param name="AgainstConstant">Scored squared error minus that of the better constant (mean or median).</param>
/// <param name="AgainstBaselines">Scored squared error minus each baseline's; null when not scored.</param>
/// <param name="Baselines">The baselines on the scored rows.</param>
/// <param name="TooShortSongs">Songs left out because they have fewer clips than <paramref name="Steps"/>.</param>
/// <param name="HasModel">Whether the network was kept as a model.</param>
/// <param name="PaddedSongs">Songs with fewer clips than <paramref name="Steps"/> that are one sample after masked steps.</param>
/// <param name="LeakedSongs">Validated songs that were trained on in the same fold, as themselves or as another song of one
/// sound.</param>
/// <param name="SeedVariance">Variance of <paramref name="ScoredMse"/> over the seeds; null with one seed.</param>
/// <param name="Engine">What trained it, several names where folds differ; null: the managed engine alone.</param>
public sealed record NetworkResult(
    int User,
    int Layers,
    int Steps,
    NetworkStatus Status,
    int TrainSamples,
    int ValidationSamples,
    int ValidationSongs,
    double? FirstValidationMse,
    double? FinalValidationMse,
    double? BestValidationMse,
    int? BestEpoch,
    double? ScoredMse,
    double? R2,
    PairedDifference? AgainstConstant,
    BaselineDifferences? AgainstBaselines,
    BaselineScores? Baselines,
    int TooShortSongs = 0,
    bool HasModel = false,
    int PaddedSongs = 0,
    int LeakedSongs = 0,
    double? SeedVariance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null);

/// <summary>One row of the learning curve, means over the folds.</summary>
public sealed record CurvePoint(int Epoch, double TrainMse, double ValidationMse);
