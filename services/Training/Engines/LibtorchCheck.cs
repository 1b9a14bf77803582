using Microsoft.Extensions.Options;

namespace PlayCount.Training.Engines;

/// <summary>Keeps a service from starting that is to train on torch without a libtorch.</summary>
internal sealed class LibtorchCheck : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options) =>
        options.Engine == "torch" && options.Libtorch is var folder && (string.IsNullOrEmpty(folder) || Directory.Exists(folder))
            && Libtorch.Problem(folder) is { } problem
            ? ValidateOptionsResult.Fail(problem)
            : ValidateOptionsResult.Success;
}
