using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>Looks an experiment's shared songs up and writes what was found into its blobs.</summary>
internal sealed class MapSongsHandler(IBlobStore blobs, IBus bus, TimeProvider time) : IJobHandler<MapSongs>
{
    public Task<IWork> RunAsync(MapSongs command, CancellationToken cancellationToken)
    {
        var study = blobs.Below(command.ExperimentId);
        var unit = Directory.Exists(command.ArchivePath) ? "song" : "byte";
        var progress = WorkReporter.Of<StageProgress>(bus, time, command, p => (p.Done, p.Total, unit));
        var songs = StudySelection.Read(study.OpenRead).SharedSongs;
        var mappings = MappingArchive.LookUp(command.ArchivePath, songs, new MappingLimits(), progress, cancellationToken);
        MappingFiles.Write(study, mappings);
        MappingFiles.WriteUnreadable(study, mappings);
        return Task.FromResult<IWork>(new SongsMapped
        {
            ExperimentId = command.ExperimentId,
            Round = command.Round,
            Work = command.Work,
            Songs = mappings.Count,
            Mapped = mappings.Count(mapping => mapping.Outcome == MappingOutcome.Mapped),
        });
    }
}
