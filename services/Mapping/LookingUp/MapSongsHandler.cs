using MassTransit;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>Looks an experiment's shared songs up and writes what was found into its blobs.</summary>
internal sealed class MapSongsHandler(IBlobStore blobs, IBus bus, TimeProvider time, ILogger<MapSongsHandler> log) : IJobHandler<MapSongs>
{
    public Task<IWork> RunAsync(MapSongs command, CancellationToken cancellationToken)
    {
        var study = blobs.Below(command.ExperimentId);
        var request = Request(command);
        var unit = request.Unit;
        var progress = WorkReporter.Of<StageProgress>(bus, time, command, p => (p.Done, p.Total, unit));
        var songs = StudySelection.Read(study.OpenRead).SharedSongs;
        var found = new SongLookUp(request, line => Log.Told(log, line)).Find(songs, progress, cancellationToken);
        MappingFiles.Write(study, found);
        MappingFiles.WriteUnreadable(study, found.Mappings);
        return Task.FromResult<IWork>(new SongsMapped
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            Songs = found.Mappings.Count,
            Mapped = found.Mappings.Count(mapping => mapping.Outcome == MappingOutcome.Mapped),
        });
    }

    private static LookUpRequest Request(MapSongs command) => new(command.ArchivePath, new LookUpSettings
    {
        Index = Value<IndexUse>(command.MappingIndex),
        IndexFolder = command.IndexFolder,
        Overrides = command.OverridesPath,
        Tracks = command.TracksPath,
        Candidates = Value<CandidateUse>(command.Candidates),
    });

    /// <summary>The value of a name, the usual one where there is no name.</summary>
    private static T Value<T>(string? name) where T : struct, Enum => name is null ? default : Enum.Parse<T>(name, ignoreCase: true);
}
