using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Models;

/// <summary>The models that an experiment kept: what each is, how good, and its two files.</summary>
internal sealed class ModelEndpoints(ExperimentDesk desk, IBlobStore blobs)
{
    private const string WeightsType = "application/octet-stream";

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        var study = blobs.Below(view.Id);
        return await Task.Run(() => Rendered.Page<ModelsPage>(new()
        {
            [nameof(ModelsPage.Experiment)] = view.Id,
            [nameof(ModelsPage.Models)] = StoredModels.Keys(study).OrderBy(key => key.User).ThenBy(key => key.Layers)
                .ThenBy(key => key.Steps).Select(key => (key, Card(study, key))).ToList(),
        }), context.RequestAborted);
    }

    /// <summary>A model's page, or with its name's end one of its files.</summary>
    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var view = await desk.ExperimentAsync(context);
        var (study, name) = (blobs.Below(view.Id), $"{ModelFiles.Folder}/{context.Part("user")}/{context.Part("network")}");
        if (ModelFiles.KeyOf(name) is { } ofFile && study.Exists(ModelFiles.Card(ofFile)) && study.Exists(name))
        {
            return Results.Stream(
                study.OpenRead(name),
                name == ModelFiles.Card(ofFile) ? "application/json" : WeightsType,
                FormattableString.Invariant($"{view.Id}-user_{ofFile.User}-{Path.GetFileName(name)}"));
        }

        if (ModelFiles.KeyOf(name + ".json") is not { } key || !study.Exists(ModelFiles.Card(key)))
        {
            throw new PageRefusal(
                StatusCodes.Status404NotFound, $"The experiment '{view.Id}' has no model '{Shown.Shorten(name)}'.");
        }

        return await Task.Run(() =>
        {
            var card = Card(study, key);
            return Rendered.Page<ModelPage>(new()
            {
                [nameof(ModelPage.Experiment)] = view.Id,
                [nameof(ModelPage.Key)] = key,
                [nameof(ModelPage.Card)] = card,
                [nameof(ModelPage.Network)] = Rendered.Part(page => NetworkPicture.Write(page, card.Network, card.Steps)),
            });
        }, context.RequestAborted);
    }

    private static ModelCard Card(IBlobStore study, NetworkKey key) => ListenerModel.ReadCard(study.ReadAllBytes(ModelFiles.Card(key)));
}
